package naru.tls;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The names a CA may vouch for, read from its nameConstraints extension (RFC 5280 §4.2.1.10).
 *
 * <p>Reads only permitted subtrees of the two kinds that servers have; it serves to say early and
 * clearly what the real check (the JDK's) would refuse later. Immutable.
 */
record PermittedNames(List<String> dnsNames, List<Network> networks, boolean constrained) {
  private static final String NAME_CONSTRAINTS = "2.5.29.30";
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final int PERMITTED_SUBTREES = 0xA0;

  static PermittedNames of(X509Certificate authority) {
    byte[] extension = authority.getExtensionValue(NAME_CONSTRAINTS);
    if (extension == null) {
      return new PermittedNames(List.of(), List.of(), false);
    }
    try {
      return read(extension);
    } catch (CertificateParsingException unreadable) {
      return new PermittedNames(List.of(), List.of(), true); // nothing is surely permitted
    }
  }

  /** OCTET STRING { SEQUENCE { [0] { SEQUENCE { base } ... } } }. */
  private static PermittedNames read(byte[] extension) throws CertificateParsingException {
    List<String> dnsNames = new ArrayList<>();
    List<Network> networks = new ArrayList<>();
    DerElement constraints = DerElement.of(DerElement.of(extension).body());
    for (DerElement part : constraints.children()) {
      if (part.tag() == PERMITTED_SUBTREES) {
        for (DerElement subtree : part.children()) {
          read(DerElement.of(subtree.body()), dnsNames, networks);
        }
      }
    }
    return new PermittedNames(List.copyOf(dnsNames), List.copyOf(networks), true);
  }

  private static void read(DerElement base, List<String> dnsNames, List<Network> networks) {
    if (base.tag() == DNS_NAME) {
      String name = new String(base.body(), StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
      dnsNames.add(name.startsWith(".") ? name.substring(1) : name);
    } else if (base.tag() == IP_ADDRESS) {
      networks.add(Network.ofConstraint(base.body()));
    }
  }

  boolean permit(PeerName asked) {
    return !constrained
        || switch (asked) {
          case PeerName.Dns(String name) ->
              dnsNames.stream().anyMatch(tree -> name.equals(tree) || name.endsWith("." + tree));
          case PeerName.Address(InetAddress address) ->
              networks.stream().anyMatch(network -> network.contains(address));
        };
  }

  List<String> shown() {
    List<String> all = new ArrayList<>(dnsNames);
    networks.forEach(network -> all.add(network.toString()));
    return List.copyOf(all);
  }
}
