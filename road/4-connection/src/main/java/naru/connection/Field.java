package naru.connection;

/**
 * One field of a head. Immutable.
 *
 * @param name as it was written: HTTP/2 has lower case only
 * @param value without the white space around it; each character stands for one octet
 */
public record Field(String name, String value) {
  /** Whether the field has this name; case does not count (RFC 9110 §5.1). */
  public boolean is(String otherName) {
    return name.equalsIgnoreCase(otherName);
  }

  /** The field on one line, fit for a report. */
  public String line() {
    return Printable.ofOctets(name + ": " + value);
  }
}
