package naru.names;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import naru.wire.Edns;
import naru.wire.Message;

/**
 * An extended DNS error (RFC 8914): why a server answers as it does. Immutable.
 *
 * @param text the server's own words, cleaned; often empty
 */
record ExtendedError(int code, String text) {
  /** RFC 8914 §4, in the registry's words. */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0, "Other Error"),
          Map.entry(1, "Unsupported DNSKEY Algorithm"),
          Map.entry(2, "Unsupported DS Digest Type"),
          Map.entry(3, "Stale Answer"),
          Map.entry(4, "Forged Answer"),
          Map.entry(5, "DNSSEC Indeterminate"),
          Map.entry(6, "DNSSEC Bogus"),
          Map.entry(7, "Signature Expired"),
          Map.entry(8, "Signature Not Yet Valid"),
          Map.entry(9, "DNSKEY Missing"),
          Map.entry(10, "RRSIGs Missing"),
          Map.entry(11, "No Zone Key Bit Set"),
          Map.entry(12, "NSEC Missing"),
          Map.entry(13, "Cached Error"),
          Map.entry(14, "Not Ready"),
          Map.entry(15, "Blocked"),
          Map.entry(16, "Censored"),
          Map.entry(17, "Filtered"),
          Map.entry(18, "Prohibited"),
          Map.entry(19, "Stale NXDOMAIN Answer"),
          Map.entry(20, "Not Authoritative"),
          Map.entry(21, "Not Supported"),
          Map.entry(22, "No Reachable Authority"),
          Map.entry(23, "Network Error"),
          Map.entry(24, "Invalid Data"));

  /** The first one of a message. */
  static Optional<ExtendedError> of(Message message) {
    return message
        .edns()
        .flatMap(edns -> edns.option(Edns.Option.EXTENDED_ERROR))
        .filter(option -> option.data().octets() >= 2)
        .map(option -> read(option.data().bytes()));
  }

  private static ExtendedError read(byte[] bytes) {
    int code = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    String text = new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_8);
    return new ExtendedError(code, ForeignText.clean(text, Limits.FOREIGN_TEXT));
  }

  /** {@code EDE 22 (No Reachable Authority): all servers are silent}. */
  @Override
  public String toString() {
    String name = NAMES.getOrDefault(code, "unassigned");
    return "EDE " + code + " (" + name + ")" + (text.isEmpty() ? "" : ": " + text);
  }
}
