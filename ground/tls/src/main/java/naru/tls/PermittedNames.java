package naru.tls;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
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
    List<String> dnsNames = new ArrayList<>();
    List<Network> networks = new ArrayList<>();
    byte[] extension = authority.getExtensionValue(NAME_CONSTRAINTS);
    if (extension == null) {
      return new PermittedNames(List.of(), List.of(), false);
    }
    // OCTET STRING { SEQUENCE { [0] { SEQUENCE { base } ... } } }
    Element constraints = Element.at(Element.at(extension, 0).body(), 0);
    for (Element part : constraints.children()) {
      if (part.tag() == PERMITTED_SUBTREES) {
        part.children().forEach(subtree -> read(subtree, dnsNames, networks));
      }
    }
    return new PermittedNames(List.copyOf(dnsNames), List.copyOf(networks), true);
  }

  private static void read(Element subtree, List<String> dnsNames, List<Network> networks) {
    Element base = subtree.children().getFirst();
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

  /** One DER element of a certificate that the JDK has parsed before: well-formed by then. */
  private static final class Element {
    private static final int LONG_FORM = 0x80;
    private static final int BITS = 8;

    private final int tag;
    private final byte[] body;
    private final int end;

    private Element(int tag, byte[] body, int end) {
      this.tag = tag;
      this.body = body;
      this.end = end;
    }

    static Element at(byte[] der, int offset) {
      int length = Byte.toUnsignedInt(der[offset + 1]);
      int start = offset + 2;
      if (length >= LONG_FORM) {
        int octets = length - LONG_FORM;
        length = 0;
        for (int i = 0; i < octets; i++) {
          length = length << BITS | Byte.toUnsignedInt(der[start + i]);
        }
        start += octets;
      }
      byte[] body = Arrays.copyOfRange(der, start, start + length);
      return new Element(Byte.toUnsignedInt(der[offset]), body, start + length);
    }

    List<Element> children() {
      List<Element> children = new ArrayList<>();
      for (int at = 0; at < body.length; at = children.getLast().end) {
        children.add(at(body, at));
      }
      return children;
    }

    int tag() {
      return tag;
    }

    byte[] body() {
      return body;
    }
  }
}
