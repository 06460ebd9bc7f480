package naru.resolver.file;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import naru.config.YamlMap;
import naru.net.Addresses;
import naru.resolver.AddressPrefix;
import naru.resolver.ConfiguredZone;
import naru.resolver.ConfiguredZone.Manner;
import naru.resolver.ConfiguredZone.Way;
import naru.resolver.ResolverConfig;
import naru.wire.Edns;
import naru.wire.Name;

/** Who is asked, how, and what is believed of addresses. */
public final class UpstreamKeys {
  private static final int DNS_PORT = 53;
  private static final int TLS_PORT = 853;
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
    return addresses(top, config)
        .withMinimiseNames(top.flag("minimise-names").orElse(config.minimiseNames()))
        .withStubZones(zones(top, "stub-zones"))
        .withForwardZones(zones(top, "forward-zones"));
  }

  private static ResolverConfig addresses(YamlMap top, ResolverConfig config) {
    return config
        .withEdnsOctets(
            top.number("edns-octets", 512, Edns.SAFE_UDP_OCTETS).orElse(config.ednsOctets()))
        .withNeverAsked(top.parsedList("never-ask", AddressPrefix::parse, PREFIX))
        .withPrivateAddresses(privateAddresses(top))
        .withPrivateDomains(
            top.parsedList("private-domains", text -> Name.parse(text).ok(), "a domain name"))
        .withLoopbackAnswers(top.flag("loopback-answers").orElse(config.loopbackAnswers()))
        .withOutsideGlue(top.flag("outside-glue").orElse(config.outsideGlue()))
        .withVerifyGlue(top.flag("verify-glue").orElse(config.verifyGlue()))
        .withRidingServers(top.flag("riding-servers").orElse(config.ridingServers()));
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
      Way way = way(map);
      int port = way == Way.TLS ? TLS_PORT : DNS_PORT;
      List<Peer> peers =
          map.parsedList(
              "servers",
              text -> Peer.parse(text, port),
              "an address, with or without a port and the name of a certificate");
      if (peers.isEmpty()) {
        map.complain("zone", key + ": a zone needs servers");
      }
      if (way != Way.TLS && peers.stream().anyMatch(peer -> peer.name().isPresent())) {
        map.complain("servers", "servers: a certificate's name needs tls: true");
      }
      Manner manner =
          new Manner(
              way, names(peers), map.flag("first").orElse(false), map.flag("cached").orElse(true));
      map.complainAboutOthers();
      zone.ifPresent(name -> zones.add(zone(name, peers).in(manner)));
    }
    return zones;
  }

  private static Way way(YamlMap map) {
    boolean tls = map.flag("tls").orElse(false);
    boolean tcp = map.flag("tcp").orElse(false);
    if (tls && tcp) {
      map.complain("tcp", "tcp: tls is over TCP already");
    }
    return tls ? Way.TLS : tcp ? Way.TCP : Way.UDP;
  }

  private static ConfiguredZone zone(Name name, List<Peer> peers) {
    return ConfiguredZone.of(name, peers.stream().map(Peer::address).toList());
  }

  private static Map<InetSocketAddress, String> names(List<Peer> peers) {
    Map<InetSocketAddress, String> names = new HashMap<>();
    peers.forEach(peer -> peer.name().ifPresent(name -> names.put(peer.address(), name)));
    return names;
  }

  /** {@code 192.0.2.1:853#dns.example}: where a server is, and what its certificate names. */
  private record Peer(InetSocketAddress address, Optional<String> name) {
    static Optional<Peer> parse(String text, int port) {
      int hash = text.indexOf('#');
      Optional<String> name = hash < 0 ? Optional.empty() : Optional.of(text.substring(hash + 1));
      boolean wrong = name.filter(n -> n.isEmpty() || Name.parse(n).ok().isEmpty()).isPresent();
      return Addresses.parse(hash < 0 ? text : text.substring(0, hash), port)
          .filter(_ -> !wrong)
          .map(address -> new Peer(address, name));
    }
  }
}
