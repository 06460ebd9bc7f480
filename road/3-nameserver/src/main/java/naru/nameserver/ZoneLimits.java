package naru.nameserver;

/**
 * How large the parts of a zone may be, as its owner configures it. Immutable.
 *
 * @param recordsASet records of one owner and type
 * @param typesAName types at one owner
 */
public record ZoneLimits(int recordsASet, int typesAName) {
  /** The limits that hold when nothing else is said. */
  public static final ZoneLimits STANDARD =
      new ZoneLimits(Limits.RECORDS_A_SET, Limits.TYPES_A_NAME);

  public ZoneLimits {
    if (recordsASet < 1 || typesAName < 1) {
      throw new IllegalArgumentException("limits " + recordsASet + ", " + typesAName);
    }
  }
}
