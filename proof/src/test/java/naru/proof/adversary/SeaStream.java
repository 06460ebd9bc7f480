package naru.proof.adversary;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import naru.net.Packets.Moved;
import naru.net.Packets.Stream;
import naru.net.Transport;
import naru.proof.adversary.Journal.Fate;
import naru.time.Promise;

/**
 * A TCP connection to a machine. What the weather loses comes later, as it does when TCP sends it
 * again. Confined to one run.
 */
final class SeaStream implements Stream {
  private static final int LENGTH_OCTETS = 2;
  private static final int ROOM = 1 << 17;
  private static final int PIECE = 400;
  private static final Duration SENT_AGAIN = Duration.ofMillis(300);

  private final Sea sea;
  private final InetAddress peer;
  private final Optional<Host> host;
  private final ByteBuffer outgoing = ByteBuffer.allocate(4096);
  private ByteBuffer incoming = ByteBuffer.allocate(0);
  private Duration lastArrival = Duration.ZERO;
  private Promise<Boolean> wake;
  private boolean closed;

  SeaStream(Sea sea, InetAddress peer, Optional<Host> host) {
    this.sea = sea;
    this.peer = peer;
    this.host = host;
    this.wake = sea.promise();
  }

  @Override
  public Moved connect(Duration limit) {
    Host.Door door = host.map(Host::tcp).orElse(Host.Door.SILENT);
    if (door != Host.Door.SILENT) {
      Host there = host.orElseThrow();
      sea.after(passage(there).plus(passage(there)), () -> wake.complete(true));
    }
    return awaited(limit)
        .orElseGet(() ->
            door == Host.Door.OPEN ? new Moved.Octets(0) : new Moved.Broken("Connection refused"));
  }

  /** Waits to be woken; what ends the wait otherwise. */
  private Optional<Moved> awaited(Duration limit) {
    if (closed) {
      return Optional.of(new Moved.Ended());
    }
    if (!limit.isPositive() || wake.await(limit).isEmpty()) {
      close();
      return Optional.of(new Moved.Silence());
    }
    wake = sea.promise();
    return closed ? Optional.of(new Moved.Ended()) : Optional.empty();
  }

  private Duration passage(Host there) {
    boolean lost = sea.dice().permille(sea.weather().lostPermille());
    return lost ? sea.half(there).plus(SENT_AGAIN) : sea.half(there);
  }

  @Override
  public Moved write(ByteBuffer source, Duration limit) {
    if (closed) {
      return new Moved.Ended();
    }
    int octets = source.remaining();
    outgoing.put(source);
    outgoing.flip();
    while (outgoing.remaining() >= LENGTH_OCTETS
        && outgoing.remaining() >= LENGTH_OCTETS + length()) {
      byte[] message = new byte[length()];
      outgoing.getShort();
      outgoing.get(message);
      ask(message);
    }
    outgoing.compact();
    return new Moved.Octets(octets);
  }

  private int length() {
    return outgoing.getShort(outgoing.position()) & 0xffff;
  }

  private void ask(byte[] message) {
    Host there = host.orElseThrow();
    String who = "for " + Bill.current().who();
    sea.write(Fate.SENT, 0, peer, Transport.TCP, who, message);
    sea.after(passage(there), () -> there.hearOnStream(message).forEach(m -> answer(there, m)));
  }

  /** Octets of a stream never overtake each other. */
  private void answer(Host there, byte[] message) {
    byte[] framed =
        ByteBuffer.allocate(LENGTH_OCTETS + message.length)
            .putShort((short) message.length)
            .put(message)
            .array();
    Duration way = passage(there);
    lastArrival = lastArrival.compareTo(way) > 0 ? lastArrival : way;
    for (int i = 0; i < framed.length; i += PIECE) {
      byte[] piece = java.util.Arrays.copyOfRange(framed, i, Math.min(framed.length, i + PIECE));
      sea.after(lastArrival, () -> arrive(piece));
    }
    sea.after(lastArrival, () -> sea.write(Fate.HEARD, 0, peer, Transport.TCP, "", message));
  }

  private void arrive(byte[] piece) {
    if (closed || incoming.remaining() + piece.length > ROOM) {
      return;
    }
    ByteBuffer more = ByteBuffer.allocate(incoming.remaining() + piece.length);
    incoming = more.put(incoming).put(piece).flip();
    wake.complete(true);
  }

  @Override
  public Moved read(ByteBuffer target, Duration limit) {
    if (!incoming.hasRemaining()) {
      Optional<Moved> end = awaited(limit);
      if (end.isPresent()) {
        return end.get();
      }
    }
    // The promise may have been kept for octets that are taken now.
    wake = sea.promise();
    int octets = Math.min(target.remaining(), incoming.remaining());
    target.put(incoming.slice(incoming.position(), octets));
    incoming.position(incoming.position() + octets);
    return new Moved.Octets(octets);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      sea.closedStream();
      wake.complete(true);
    }
  }
}
