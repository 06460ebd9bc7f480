package naru.resolver.file;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.config.YamlMap;
import naru.net.Addresses;
import naru.resolver.AddressPrefix;
import naru.resolver.ConfiguredZone;
import naru.resolver.ResolverConfig;
import naru.wire.Name;

/** Who is asked, how, and what is believed of addresses. */
public final class UpstreamKeys {
  private static final int DNS_PORT = 53;
  private static final String PREFIX = "an address with or without a prefix length";

  /** What nobody on the internet has (RFC 1918, RFC 3927, RFC 6598, RFC 4193, RFC 4291 §2.5.6). */
  private static final List<AddressPrefix> USUAL_PRIVATE =
      Stream.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "169.254.0.0/16",
              "100.64.0.0/10",
              "fc00::/7",
              "fe80::/10")
          .map(AddressPrefix::of)
          .toList();

  private UpstreamKeys() {}

  /** The configuration with what the file says. */
  public static ResolverConfig read(YamlMap top, ResolverConfig config) {
    return config
        .withMinimiseNames(top.flag("minimise-names").orElse(config.minimiseNames()))
        .withStubZones(zones(top, "stub-zones"))
        .withForwardZones(zones(top, "forward-zones"))
        .withNeverAsked(top.parsedList("never-ask", AddressPrefix::parse, PREFIX))
        .withPrivateAddresses(privateAddresses(top))
        .withPrivateDomains(
            top.parsedList("private-domains", text -> Name.parse(text).ok(), "a domain name"));
  }

  private static List<AddressPrefix> privateAddresses(YamlMap top) {
    return top
        .parsedList("private-addresses", UpstreamKeys::prefixes, PREFIX + ", or the word usual")
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static Optional<List<AddressPrefix>> prefixes(String text) {
    return text.equals("usual")
        ? Optional.of(USUAL_PRIVATE)
        : AddressPrefix.parse(text).map(List::of);
  }

  private static List<ConfiguredZone> zones(YamlMap top, String key) {
    List<ConfiguredZone> zones = new ArrayList<>();
    for (YamlMap map : top.maps(key)) {
      map.needText("zone");
      Optional<Name> zone = map.parsed("zone", text -> Name.parse(text).ok(), "a domain name");
      List<InetSocketAddress> servers =
          map.parsedList(
              "servers",
              text -> Addresses.parse(text, DNS_PORT),
              "an address, with or without a port");
      if (servers.isEmpty()) {
        map.complain("zone", key + ": a zone needs servers");
      }
      map.complainAboutOthers();
      zone.ifPresent(name -> zones.add(ConfiguredZone.of(name, servers)));
    }
    return zones;
  }
}
