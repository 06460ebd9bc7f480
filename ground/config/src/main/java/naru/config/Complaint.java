package naru.config;

/**
 * What is wrong in a file, and where. Immutable.
 *
 * @param line from 1; 0 when the file as a whole is meant
 */
public record Complaint(String file, int line, String reason) {
  /** {@code naru.yaml:12: unknown key "adress"}. */
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + reason;
  }
}
