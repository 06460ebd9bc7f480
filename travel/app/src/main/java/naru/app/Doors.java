package naru.app;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import naru.net.Addresses;
import naru.net.DnsHandler;
import naru.net.DnsListener;
import naru.net.DnsService;
import naru.net.Listening;
import naru.resolver.ResolverDoors;
import naru.time.Time;
import naru.tls.Identity;
import naru.tls.Loaded;
import naru.tls.ServerTls;
import naru.tls.TlsEngine;

/**
 * The open doors of a server: those that stay open when others are wanted are not touched, so that
 * no question on its way in is lost. Confined to one task at a time.
 */
final class Doors implements AutoCloseable {
  private final Time time;
  private final DnsHandler handler;
  private final Function<InetSocketAddress, Optional<Path>> localSocket;
  private final Map<Door, Opened> open = new LinkedHashMap<>();

  /**
   * @param localSocket the local socket that belongs to a plain door, if it may have one
   */
  Doors(Time time, DnsHandler handler, Function<InetSocketAddress, Optional<Path>> localSocket) {
    this.time = time;
    this.handler = handler;
    this.localSocket = localSocket;
  }

  /** What is spoken at a door. */
  private enum Speech {
    PLAIN,
    TLS,
    HTTPS
  }

  private record Door(Speech speech, InetSocketAddress address) {}

  /** A door, and whom it shows over TLS. */
  private record Opened(DnsListener listener, Optional<CurrentIdentity> identity) {}

  /** Whom a door at this address shows. */
  interface Certificates {
    Loaded<Identity> of(InetSocketAddress address);
  }

  private static Set<Door> doors(ResolverDoors wanted) {
    Set<Door> doors = new LinkedHashSet<>();
    wanted.plain().forEach(address -> doors.add(new Door(Speech.PLAIN, address)));
    wanted.tls().forEach(address -> doors.add(new Door(Speech.TLS, address)));
    wanted.https().forEach(address -> doors.add(new Door(Speech.HTTPS, address)));
    return doors;
  }

  /** Opens what is wanted and closes the rest; why not, and then nothing has changed. */
  Optional<String> become(ResolverDoors wanted, Certificates certificates) {
    Set<Door> doors = doors(wanted);
    Map<Door, Opened> fresh = new LinkedHashMap<>();
    Map<CurrentIdentity, Identity> renewed = new LinkedHashMap<>();
    for (Door door : doors) {
      Optional<Opened> old = Optional.ofNullable(open.get(door));
      Optional<String> refused =
          old.isPresent()
              ? renew(door, old.get(), certificates, renewed)
              : open(door, certificates, fresh);
      if (refused.isPresent()) {
        fresh.values().forEach(opened -> opened.listener().close());
        return refused;
      }
    }
    renewed.forEach(CurrentIdentity::become);
    closeOthers(doors);
    open.putAll(fresh);
    return Optional.empty();
  }

  private static Optional<String> renew(
      Door door, Opened old, Certificates certificates, Map<CurrentIdentity, Identity> renewed) {
    if (old.identity().isEmpty()) {
      return Optional.empty();
    }
    return switch (certificates.of(door.address())) {
      case Loaded.Failed<Identity>(var trouble) -> Optional.of(trouble.line());
      case Loaded.Ready<Identity>(Identity identity) -> {
        renewed.put(old.identity().get(), identity);
        yield Optional.empty();
      }
    };
  }

  private Optional<String> open(Door door, Certificates certificates, Map<Door, Opened> fresh) {
    DnsService service = DnsService.on(time, handler);
    return switch (door.speech()) {
      case PLAIN -> {
        service.udp(door.address()).tcp(door.address());
        localSocket.apply(door.address()).ifPresent(service::local);
        yield listen(door, service, Optional.empty(), fresh);
      }
      case TLS, HTTPS ->
          switch (certificates.of(door.address())) {
            case Loaded.Failed<Identity>(var trouble) -> Optional.of(trouble.line());
            case Loaded.Ready<Identity>(Identity identity) ->
                listenSecurely(door, service, new CurrentIdentity(identity), fresh);
          };
    };
  }

  private static Optional<String> listenSecurely(
      Door door, DnsService service, CurrentIdentity identity, Map<Door, Opened> fresh) {
    boolean dot = door.speech() == Speech.TLS;
    List<String> alpn = dot ? List.of("dot") : List.of("h2", "http/1.1");
    ServerTls tls = ServerTls.of(identity, alpn, TlsEngine.best());
    if (dot) {
      service.tls(door.address(), tls);
    } else {
      service.https(door.address(), tls);
    }
    return listen(door, service, Optional.of(identity), fresh);
  }

  private static Optional<String> listen(
      Door door, DnsService service, Optional<CurrentIdentity> identity, Map<Door, Opened> fresh) {
    return switch (service.open()) {
      case Listening.Refused refused -> Optional.of(refused.toString());
      case Listening.Open(DnsListener listener) -> {
        fresh.put(door, new Opened(listener, identity));
        yield Optional.empty();
      }
    };
  }

  private void closeOthers(Set<Door> wanted) {
    List<Door> gone = open.keySet().stream().filter(door -> !wanted.contains(door)).toList();
    gone.forEach(door ->
        Optional.ofNullable(open.remove(door)).ifPresent(opened -> opened.listener().close()));
  }

  /** A line for each, as a start tells them: with the real port where any was wanted. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    open.forEach((door, opened) ->
        opened.listener().addresses().forEach(at -> lines.add(line(door.speech(), at))));
    return lines;
  }

  private static String line(Speech speech, InetSocketAddress address) {
    String text = Addresses.text(address);
    return switch (speech) {
      case PLAIN -> "resolver " + text;
      case TLS -> "tls " + text;
      case HTTPS -> "https://" + text + "/dns-query";
    };
  }

  /** Where it can be asked first of all. */
  Optional<InetSocketAddress> first() {
    return open.values().stream()
        .flatMap(opened -> opened.listener().addresses().stream())
        .findFirst();
  }

  @Override
  public void close() {
    open.values().forEach(opened -> opened.listener().close());
    open.clear();
  }
}
