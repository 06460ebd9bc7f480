package naru.wire;

/**
 * A resource record (RFC 1035 §3.2.1). Immutable.
 *
 * @param owner the name it is found at
 * @param ttlSeconds 0 to 2^31-1 (RFC 2181 §8)
 * @param rdata its data, uncompressed
 */
public record Record(
    Name owner, RecordType type, RecordClass recordClass, long ttlSeconds, Rdata rdata) {
  /** The largest TTL; a larger one on the wire counts as 0 (RFC 2181 §8). */
  public static final long MAX_TTL_SECONDS = 0x7fff_ffffL;

  public Record {
    if (ttlSeconds < 0 || ttlSeconds > MAX_TTL_SECONDS) {
      throw new IllegalArgumentException("ttl " + ttlSeconds);
    }
  }

  /** A record of class IN. */
  public static Record of(Name owner, long ttlSeconds, RecordData data) {
    return new Record(owner, data.type(), RecordClass.IN, ttlSeconds, data.rdata());
  }

  /** The data as its type has it; malformed when the bytes do not fit the type. */
  public Parsed<RecordData> data() {
    return RecordData.read(type, rdata);
  }

  /** The same record with another time to live. */
  public Record withTtl(long seconds) {
    return new Record(owner, type, recordClass, seconds, rdata);
  }

  /** The same record at another name. */
  public Record withOwner(Name other) {
    return new Record(other, type, recordClass, ttlSeconds, rdata);
  }

  /** Same owner, type and class: members of one set. */
  public boolean isOfSet(Record other) {
    return type.equals(other.type)
        && recordClass.equals(other.recordClass)
        && owner.equals(other.owner);
  }

  /** One line in master-file form. */
  @Override
  public String toString() {
    return owner
        + " "
        + ttlSeconds
        + " "
        + recordClass
        + " "
        + type
        + " "
        + RecordText.of(type, rdata);
  }
}
