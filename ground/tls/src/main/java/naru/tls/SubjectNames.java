package naru.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names a certificate holds, and whether one of them is the name asked (RFC 9525 §6).
 *
 * <p>Only the subjectAltName extension counts; the common name never does (RFC 9525 §2). Immutable.
 */
record SubjectNames(List<String> dnsNames, List<InetAddress> addresses) {
  /** GeneralName tags of RFC 5280 §4.2.1.6. */
  private static final int DNS_NAME = 2;

  private static final int IP_ADDRESS = 7;

  static SubjectNames of(X509Certificate certificate) {
    List<String> dnsNames = new ArrayList<>();
    List<InetAddress> addresses = new ArrayList<>();
    for (List<?> entry : entries(certificate)) {
      int tag = (Integer) entry.get(0);
      if (tag == DNS_NAME && entry.get(1) instanceof String name) {
        dnsNames.add(name.toLowerCase(Locale.ROOT));
      } else if (tag == IP_ADDRESS
          && entry.get(1) instanceof String literal
          && PeerName.of(literal).orElse(null) instanceof PeerName.Address(InetAddress address)) {
        addresses.add(address);
      }
    }
    return new SubjectNames(List.copyOf(dnsNames), List.copyOf(addresses));
  }

  private static Collection<List<?>> entries(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException unreadable) {
      return List.of(); // names nobody can read match nothing
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
