package naru.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names a certificate holds, and whether one of them is the name asked (RFC 9525 §6).
 *
 * <p>Only the subjectAltName extension counts; the common name never does (RFC 9525 §2). Immutable.
 */
record SubjectNames(List<String> dnsNames, List<InetAddress> addresses) {
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

  /** GeneralName tags of RFC 5280 §4.2.1.6, context-specific. */
  private static final int DNS_NAME = 0x82;

  private static final int IP_ADDRESS = 0x87;

  /**
   * Reads the names from the extension's own octets.
   *
   * <p>The JDK's accessor will not do: its check of name constraints adds the common name to the
   * parsed names of the certificate, which would then match here.
   */
  static SubjectNames of(X509Certificate certificate) {
    List<String> dnsNames = new ArrayList<>();
    List<InetAddress> addresses = new ArrayList<>();
    byte[] extension = certificate.getExtensionValue(SUBJECT_ALTERNATIVE_NAME);
    try {
      if (extension != null) {
        for (DerElement name : DerElement.of(DerElement.of(extension).body()).children()) {
          read(name, dnsNames, addresses);
        }
      }
    } catch (CertificateParsingException | UnknownHostException unreadable) {
      return new SubjectNames(List.of(), List.of()); // names nobody can read match nothing
    }
    return new SubjectNames(List.copyOf(dnsNames), List.copyOf(addresses));
  }

  private static void read(DerElement name, List<String> dnsNames, List<InetAddress> addresses)
      throws UnknownHostException {
    if (name.tag() == DNS_NAME) {
      String text = new String(name.body(), StandardCharsets.US_ASCII);
      dnsNames.add(text.toLowerCase(Locale.ROOT));
    } else if (name.tag() == IP_ADDRESS) {
      addresses.add(InetAddress.getByAddress(name.body())); // octets: nobody is asked
    }
  }

  boolean match(PeerName asked) {
    return switch (asked) {
      case PeerName.Dns(String name) -> dnsNames.stream().anyMatch(held -> matches(held, name));
      // RFC 9525 §6.5: an address is compared octet by octet with iPAddress entries only.
      case PeerName.Address(InetAddress address) -> addresses.contains(address);
    };
  }

  /** RFC 9525 §6.3: a wildcard is the whole left-most label and stands for exactly one label. */
  private static boolean matches(String held, String name) {
    if (!held.startsWith("*.")) {
      return held.equals(name);
    }
    String parent = held.substring(1);
    int dot = name.indexOf('.');
    // "*.com" would cover a whole registry: as curl and browsers do, two labels must follow.
    boolean wide = parent.indexOf('.', 1) < 0;
    return !wide && dot > 0 && parent.equals(name.substring(dot));
  }

  /** All names as text, cut at the limit with a count of the rest. */
  List<String> shown() {
    List<String> all = new ArrayList<>(dnsNames);
    addresses.forEach(address -> all.add(address.getHostAddress()));
    int more = all.size() - Limits.NAMES_SHOWN;
    List<String> shown = new ArrayList<>(all.subList(0, Math.min(all.size(), Limits.NAMES_SHOWN)));
    Optional.of(more).filter(n -> n > 0).ifPresent(n -> shown.add("and " + n + " more"));
    return List.copyOf(shown);
  }
}
