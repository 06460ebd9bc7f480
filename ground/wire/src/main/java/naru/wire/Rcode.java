package naru.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response code, extended ones included (RFC 6895 §2.3): an open registry of 12 bits. Immutable.
 *
 * @param code 0 to 4095; the upper 8 bits travel in the OPT record (RFC 6891 §6.1.3)
 */
public record Rcode(int code) {
  public static final Rcode NOERROR = new Rcode(0);
  public static final Rcode FORMERR = new Rcode(1);
  public static final Rcode SERVFAIL = new Rcode(2);
  public static final Rcode NXDOMAIN = new Rcode(3);
  public static final Rcode NOTIMP = new Rcode(4);
  public static final Rcode REFUSED = new Rcode(5);
  public static final Rcode YXDOMAIN = new Rcode(6);
  public static final Rcode YXRRSET = new Rcode(7);
  public static final Rcode NXRRSET = new Rcode(8);
  public static final Rcode NOTAUTH = new Rcode(9);
  public static final Rcode NOTZONE = new Rcode(10);
  public static final Rcode BADVERS = new Rcode(16);
  public static final Rcode BADCOOKIE = new Rcode(23);

  private static final Map<Integer, String> MNEMONICS =
      Map.ofEntries(
          Map.entry(0, "NOERROR"),
          Map.entry(1, "FORMERR"),
          Map.entry(2, "SERVFAIL"),
          Map.entry(3, "NXDOMAIN"),
          Map.entry(4, "NOTIMP"),
          Map.entry(5, "REFUSED"),
          Map.entry(6, "YXDOMAIN"),
          Map.entry(7, "YXRRSET"),
          Map.entry(8, "NXRRSET"),
          Map.entry(9, "NOTAUTH"),
          Map.entry(10, "NOTZONE"),
          Map.entry(16, "BADVERS"),
          Map.entry(23, "BADCOOKIE"));

  public Rcode {
    if (code < 0 || code > 0xfff) {
      throw new IllegalArgumentException("rcode " + code);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rcode same && same.code == code;
  }

  @Override
  public int hashCode() {
    return code;
  }

  @Override
  public String toString() {
    return MNEMONICS.getOrDefault(code, "RCODE" + code);
  }
}
