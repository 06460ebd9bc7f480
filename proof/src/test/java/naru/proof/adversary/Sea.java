package naru.proof.adversary;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.net.Listening;
import naru.net.Packets;
import naru.net.Transport;
import naru.proof.adversary.Journal.Fate;
import naru.time.Promise;
import naru.time.SimulatedTime;

/**
 * The network between one resolver and the machines of a run: it loses, doubles, delays and mangles
 * as the weather has it, and lets a forger put packets into it. Confined to one run.
 */
final class Sea implements Packets {
  private final SimulatedTime time;
  private final Weather weather;
  private final Journal journal;
  private final Dice dice;
  private final Mangler mangler;
  private final Map<InetAddress, Host> hosts = new HashMap<>();
  private final Map<Integer, SeaPort> ports = new HashMap<>();
  private final List<Watch> watches = new ArrayList<>();
  private int openStreams;

  Sea(SimulatedTime time, Weather weather, Journal journal, Dice dice) {
    this.time = time;
    this.weather = weather;
    this.journal = journal;
    this.dice = dice;
    this.mangler = new Mangler(dice);
  }

  /** Somebody who is told of every datagram that a host hears. */
  interface Watch {
    void arrived(InetAddress host, int fromPort, byte[] datagram);
  }

  void put(InetAddress address, Host host) {
    hosts.put(address, host);
  }

  void watch(Watch watch) {
    watches.add(watch);
  }

  // What the resolver opens

  @Override
  public Opened<DatagramPort> datagrams(InetSocketAddress peer, int sourcePort) {
    if (!isRouted(peer.getAddress())) {
      return new Opened.Refused<>(Listening.Reason.OTHER, "Network is unreachable");
    }
    if (ports.containsKey(sourcePort)) {
      return new Opened.Refused<>(Listening.Reason.TAKEN, "Address already in use");
    }
    SeaPort port = new SeaPort(this, peer.getAddress(), sourcePort);
    ports.put(sourcePort, port);
    return new Opened.Open<>(port);
  }

  @Override
  public Opened<Stream> stream(SocketAddress peer) {
    InetAddress address = ((InetSocketAddress) peer).getAddress();
    if (!isRouted(address)) {
      return new Opened.Refused<>(Listening.Reason.OTHER, "Network is unreachable");
    }
    openStreams++;
    Bill.current().stream();
    return new Opened.Open<>(new SeaStream(this, address, host(address)));
  }

  private boolean isRouted(InetAddress address) {
    return weather.sixWorks() || address.getAddress().length == 4;
  }

  void closed(SeaPort port) {
    ports.remove(port.number(), port);
  }

  void closedStream() {
    openStreams--;
  }

  /** Ports and streams that nobody has closed. */
  int open() {
    return ports.size() + openStreams;
  }

  /** The ports open towards {@code peer}: what a side channel would tell. */
  List<Integer> portsTowards(InetAddress peer) {
    return ports.values().stream()
        .filter(port -> port.peer().equals(peer))
        .map(SeaPort::number)
        .sorted()
        .toList();
  }

  // Datagrams

  void send(SeaPort port, byte[] datagram) {
    InetAddress peer = port.peer();
    Optional<Host> host = host(peer);
    boolean folds = host.map(Sea::folds).orElse(false);
    Bill.current().datagram(folds);
    write(Fate.SENT, port.number(), peer, "for " + Bill.current().who(), datagram);
    if (lost()) {
      write(Fate.LOST_OUT, port.number(), peer, "", datagram);
      return;
    }
    host.ifPresent(h -> copies(() -> afterHalf(h, 0, () -> arrive(h, port, datagram))));
  }

  private static boolean folds(Host host) {
    return host.foldsCase();
  }

  private void arrive(Host host, SeaPort port, byte[] datagram) {
    watches.forEach(watch -> watch.arrived(port.peer(), port.number(), datagram));
    switch (host.udp()) {
      case SILENT -> {}
      case CLOSED -> afterHalf(host, 0, () -> refuse(port, datagram));
      case OPEN -> host.hear(datagram).forEach(answer -> goBack(host, port, answer));
    }
  }

  private void refuse(SeaPort port, byte[] datagram) {
    write(Fate.REFUSED, port.number(), port.peer(), "port unreachable", datagram);
    port.refuse();
  }

  private void goBack(Host host, SeaPort port, byte[] answer) {
    if (dice.permille(weather.mangledPermille())) {
      byte[] spoilt = mangler.spoil(answer);
      afterHalf(host, -1, () -> deliver(port.peer(), port.number(), "mangled copy", spoilt));
    }
    if (lost()) {
      write(Fate.LOST_BACK, port.number(), port.peer(), "", answer);
      return;
    }
    copies(() -> afterHalf(host, 1, () -> deliver(port.peer(), port.number(), "", answer)));
  }

  /** A packet from {@code peer}, or from one who says that he is that. */
  void deliver(InetAddress peer, int portNumber, String remark, byte[] datagram) {
    Optional<SeaPort> port =
        Optional.ofNullable(ports.get(portNumber)).filter(open -> open.peer().equals(peer));
    write(port.isPresent() ? Fate.HEARD : Fate.UNHEARD, portNumber, peer, remark, datagram);
    port.ifPresent(open -> open.push(datagram));
  }

  private void copies(Runnable passage) {
    passage.run();
    if (dice.permille(weather.doubledPermille())) {
      passage.run();
    }
  }

  private boolean lost() {
    return dice.permille(weather.lostPermille());
  }

  /** After one way to or from a host, and so many milliseconds more. */
  void afterHalf(Host host, int moreMillis, Runnable arrival) {
    after(Duration.ofMillis(moreMillis).plus(half(host)), arrival);
  }

  Duration half(Host host) {
    long micros = host.roundTripMillis() * 500L + dice.below(weather.jitterMillis() * 1000 + 1);
    boolean stalled = dice.permille(weather.stalledPermille());
    return Duration.ofNanos(micros * 1000 + (stalled ? dice.below(2_000) * 1_000_000L : 0));
  }

  void after(Duration delay, Runnable action) {
    var _ = time.after(delay, action);
  }

  // For ports and streams

  private Optional<Host> host(InetAddress address) {
    return Optional.ofNullable(hosts.get(address));
  }

  <T> Promise<T> promise() {
    return time.promise();
  }

  Dice dice() {
    return dice;
  }

  Weather weather() {
    return weather;
  }

  private void write(Fate fate, int port, InetAddress peer, String remark, byte[] octets) {
    write(fate, port, peer, Transport.UDP, remark, octets);
  }

  void write(
      Fate fate, int port, InetAddress peer, Transport transport, String remark, byte[] octets) {
    journal.packet(time.nanos(), fate, port, peer, transport, remark, octets);
  }
}
