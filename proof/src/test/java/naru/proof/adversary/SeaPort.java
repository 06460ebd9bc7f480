package naru.proof.adversary;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import naru.net.Packets.DatagramPort;
import naru.net.Packets.Moved;
import naru.time.Promise;

/** A port of the resolver, connected to one peer. Confined to one run. */
final class SeaPort implements DatagramPort {
  private final Sea sea;
  private final InetAddress peer;
  private final int number;
  private final Queue<byte[]> arrived = new ArrayDeque<>();
  private Promise<Boolean> wake;
  private boolean refused;
  private boolean closed;

  SeaPort(Sea sea, InetAddress peer, int number) {
    this.sea = sea;
    this.peer = peer;
    this.number = number;
    this.wake = sea.promise();
  }

  InetAddress peer() {
    return peer;
  }

  int number() {
    return number;
  }

  @Override
  public Moved send(ByteBuffer octets) {
    if (closed) {
      return new Moved.Ended();
    }
    byte[] datagram = new byte[octets.remaining()];
    octets.get(datagram);
    sea.send(this, datagram);
    return new Moved.Octets(datagram.length);
  }

  void push(byte[] datagram) {
    arrived.add(datagram);
    wake.complete(true);
  }

  /** The peer's machine says that nobody listens there. */
  void refuse() {
    refused = true;
    wake.complete(true);
  }

  @Override
  public Moved receive(ByteBuffer target, Duration limit) {
    if (closed) {
      return new Moved.Ended();
    }
    if (!limit.isPositive()) {
      close();
      return new Moved.Silence();
    }
    if (arrived.isEmpty() && !refused && wake.await(limit).isEmpty()) {
      close();
      return new Moved.Silence();
    }
    return closed ? new Moved.Ended() : taken(target);
  }

  @Override
  public Moved receive(ByteBuffer target) {
    if (arrived.isEmpty() && !refused && !closed) {
      wake.await();
    }
    return closed ? new Moved.Ended() : taken(target);
  }

  private Moved taken(ByteBuffer target) {
    wake = sea.promise();
    if (arrived.isEmpty()) {
      refused = false;
      return new Moved.Broken("Connection refused");
    }
    byte[] datagram = arrived.remove();
    int octets = Math.min(datagram.length, target.remaining());
    target.put(datagram, 0, octets);
    return new Moved.Octets(octets);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      sea.closed(this);
      wake.complete(true);
    }
  }
}
