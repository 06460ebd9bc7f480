package naru.names;

/**
 * A line of a file that could not be used. Immutable.
 *
 * @param line counted from 1
 */
public record Complaint(String file, int line, String reason) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + reason;
  }
}
