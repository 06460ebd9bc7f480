package naru.resolver;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.net.Server;
import naru.wire.Name;

/** A zone whose servers the configuration names: a stub zone or a forward zone. Immutable. */
public record ConfiguredZone(Name zone, List<NameServer> servers, Manner manner) {
  public ConfiguredZone {
    servers = List.copyOf(servers);
  }

  /** Asked in the usual manner. */
  public ConfiguredZone(Name zone, List<NameServer> servers) {
    this(zone, servers, Manner.USUAL);
  }

  /** As {@code ZONE=ADDR:PORT} names it: servers without names of their own. */
  public static ConfiguredZone of(Name zone, List<InetSocketAddress> addresses) {
    return new ConfiguredZone(zone, List.of(new NameServer(zone, addresses)));
  }

  /** The same, asked in another manner. */
  public ConfiguredZone in(Manner other) {
    return new ConfiguredZone(zone, servers, other);
  }

  /** How its servers are reached. */
  public enum Way {
    /** Over UDP, and over TCP where need be. */
    UDP,
    /** Over TCP only. */
    TCP,
    /** Over TLS only (RFC 7858). */
    TLS
  }

  /**
   * How its servers are asked, and what is made of their answers.
   *
   * @param tlsNames what the certificates of servers must name; a server without one may have any
   *     (RFC 8310 §5)
   * @param first where all of them fail, go on as if the zone were not configured
   * @param cached remember answers
   */
  public record Manner(
      Way way, Map<InetSocketAddress, String> tlsNames, boolean first, boolean cached) {
    public static final Manner USUAL = new Manner(Way.UDP, Map.of(), false, true);

    public Manner {
      tlsNames = Map.copyOf(tlsNames);
    }

    /** The same, reached in another way. */
    public Manner over(Way other) {
      return new Manner(other, tlsNames, first, cached);
    }

    /** The same, but others are asked where these fail. */
    public Manner orElseOthers(boolean on) {
      return new Manner(way, tlsNames, on, cached);
    }

    /** The same, with or without remembering. */
    public Manner remembering(boolean on) {
      return new Manner(way, tlsNames, first, on);
    }
  }

  /** The server at one of its addresses, in the way in which it is asked. */
  public Server at(InetSocketAddress address) {
    return switch (manner.way()) {
      case UDP -> new Server.Plain(address);
      case TCP -> new Server.OverTcp(address);
      case TLS -> new Server.OverTls(address, Optional.ofNullable(manner.tlsNames().get(address)));
    };
  }
}
