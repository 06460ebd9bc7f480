package naru.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import naru.time.Time;
import naru.tls.ServerTls;

/**
 * Opens the sockets on which a server of ours is asked: all that are named, or none.
 *
 * <pre>{@code
 * DnsService.on(time, handler).udp(address).tcp(address).local(path).open()
 * }</pre>
 *
 * <p>Confined to one thread until it is open.
 */
public final class DnsService {
  private final Time time;
  private final DnsHandler handler;
  private final Set<InetSocketAddress> udp = new LinkedHashSet<>();
  private final Set<InetSocketAddress> tcp = new LinkedHashSet<>();
  private final List<Secure> tls = new ArrayList<>();
  private final List<Web> web = new ArrayList<>();
  private final List<Path> local = new ArrayList<>();

  private DnsService(Time time, DnsHandler handler) {
    this.time = time;
    this.handler = handler;
  }

  /** A service of {@code handler}, which listens nowhere yet. */
  public static DnsService on(Time time, DnsHandler handler) {
    return new DnsService(time, handler);
  }

  /** Datagrams. A wildcard address may answer from another of the machine's: name each. */
  public DnsService udp(InetSocketAddress address) {
    udp.add(address);
    return this;
  }

  /** TCP. The same address with port 0 for UDP and TCP gets one port for both. */
  public DnsService tcp(InetSocketAddress address) {
    tcp.add(address);
    return this;
  }

  /** DNS over TLS (RFC 7858); the context offers {@code dot}. */
  public DnsService tls(InetSocketAddress address, ServerTls context) {
    tls.add(new Secure(address, context));
    return this;
  }

  /** An address for TLS. Immutable. */
  private record Secure(InetSocketAddress address, ServerTls tls) {}

  /**
   * DNS over HTTPS at {@code /dns-query} (RFC 8484); the context offers {@code h2} and {@code
   * http/1.1}.
   */
  public DnsService https(InetSocketAddress address, ServerTls tls) {
    web.add(new Web(address, Optional.of(tls)));
    return this;
  }

  /** The same without TLS, on loopback only: for a proxy of this machine, or a look at it. */
  public DnsService http(InetSocketAddress address) {
    if (!address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException("plain HTTP is for loopback: " + address);
    }
    web.add(new Web(address, Optional.empty()));
    return this;
  }

  /** An address for HTTP. Immutable. */
  private record Web(InetSocketAddress address, Optional<ServerTls> tls) {}

  /** A local socket, whose file is made in a directory that only our user can enter. */
  public DnsService local(Path path) {
    local.add(path);
    return this;
  }

  /** Listens from now on, everywhere or nowhere. */
  public Listening open() {
    Sockets sockets = new Sockets();
    try {
      bind(sockets);
      return new Listening.Open(started(sockets));
    } catch (Sockets.Refusal refusal) {
      sockets.close();
      return new Listening.Refused(refusal.where, refusal.reason);
    } catch (IOException _) {
      sockets.close();
      return new Listening.Refused("the sockets together", Listening.Reason.OTHER);
    }
  }

  private void bind(Sockets sockets) throws Sockets.Refusal {
    Set<InetSocketAddress> all = new LinkedHashSet<>(udp);
    all.addAll(tcp);
    for (InetSocketAddress address : all) {
      sockets.open(address, udp.contains(address), tcp.contains(address));
    }
    for (Secure each : tls) {
      sockets.openTls(each.address());
    }
    for (Web each : web) {
      sockets.openHttp(each.address());
    }
    for (Path path : local) {
      sockets.open(path);
    }
  }

  private DnsListener started(Sockets sockets) throws IOException {
    Connections connections = new Connections();
    Answering answering = new Answering(time, handler);
    List<InetSocketAddress> addresses = sockets.addresses();
    DatagramService datagrams = DatagramService.start(time, answering, sockets.datagrams);
    StreamService streams = new StreamService(time, answering, connections);
    sockets.tcp.forEach(streams::tcp);
    sockets.local.forEach(streams::local);
    Runnable stopTls = tls.isEmpty() ? () -> {} : startTls(sockets, answering, connections);
    Runnable stopHttp = web.isEmpty() ? () -> {} : startHttp(sockets, answering, connections);
    return new Opened(addresses, sockets, datagrams, streams, stopTls, stopHttp, answering);
  }

  /** Apart, because this is where Netty is loaded; returns what stops it. */
  private Runnable startTls(Sockets sockets, Answering answering, Connections connections) {
    DotService dot = new DotService(answering, connections);
    for (int i = 0; i < tls.size(); i++) {
      dot.serve(sockets.tls.get(i), tls.get(i).tls());
    }
    return dot::close;
  }

  /** The same for HTTP. */
  private Runnable startHttp(Sockets sockets, Answering answering, Connections connections) {
    DohService doh = new DohService(answering, connections);
    for (int i = 0; i < web.size(); i++) {
      doh.serve(sockets.http.get(i), web.get(i).tls());
    }
    return doh::close;
  }

  /** A service that is open. Thread-safe. */
  private record Opened(
      List<InetSocketAddress> addresses,
      Sockets sockets,
      DatagramService datagrams,
      StreamService streams,
      Runnable stopTls,
      Runnable stopHttp,
      Answering answering)
      implements DnsListener {
    @Override
    public void close() {
      streams.close();
      datagrams.close();
      stopTls.run();
      stopHttp.run();
      sockets.close();
      answering.awaitEnd();
    }
  }
}
