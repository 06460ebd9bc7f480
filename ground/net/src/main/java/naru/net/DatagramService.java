package naru.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import naru.time.Promise;
import naru.time.Time;

/**
 * All UDP sockets of one service on one platform thread: the portable way. It is a thread of the
 * platform because a selector would hold a virtual thread's carrier. Thread-safe.
 */
final class DatagramService {
  private final Answering answering;
  private final Outbox outbox;
  private final Selector selector;
  private final List<NioPort> ports = new ArrayList<>();
  private final Promise<Boolean> ended;
  private volatile boolean closing;

  private DatagramService(Time time, Answering answering, Selector selector) {
    this.answering = answering;
    this.outbox = new Outbox(answering);
    this.selector = selector;
    this.ended = time.promise();
  }

  /** Serves these bound channels; they are its own from now on. */
  static DatagramService start(Time time, Answering answering, List<DatagramChannel> channels)
      throws IOException {
    DatagramService service = new DatagramService(time, answering, Selector.open());
    for (DatagramChannel channel : channels) {
      NioPort port = new NioPort(channel, (InetSocketAddress) channel.getLocalAddress());
      service.ports.add(port);
      channel.configureBlocking(false);
      channel.register(service.selector, SelectionKey.OP_READ, port);
    }
    if (channels.isEmpty()) {
      service.release();
      service.ended.complete(true);
      return service;
    }
    Thread.ofPlatform().daemon().name("naru-udp").start(service::loop);
    return service;
  }

  private void loop() {
    DatagramBatch batch = new DatagramBatch();
    try {
      while (!closing) {
        selector.select(key -> batch.serve((NioPort) key.attachment(), answering, outbox));
      }
    } catch (IOException failure) {
      throw new IllegalStateException("the kernel took the selector away", failure);
    } finally {
      release();
      ended.complete(true);
    }
  }

  /** A channel's port is free only when the selector has let go of it, too. */
  private void release() {
    ports.forEach(port -> BoundedIo.closeQuietly(port.channel));
    try {
      selector.close();
    } catch (IOException _) {
      // Nothing can be done, and nothing depends on it.
    }
  }

  /** Stops the thread and frees the ports. */
  void close() {
    closing = true;
    if (!ended.isComplete()) {
      selector.wakeup();
    }
    ended.await(Limits.CLOSING);
  }

  /** A UDP socket moved one datagram a call. */
  private record NioPort(DatagramChannel channel, InetSocketAddress local)
      implements DatagramBatch.Port {
    @Override
    public int receive(DatagramBatch batch) {
      batch.peers.clear();
      try {
        for (int i = 0; i < Limits.BATCH; i++) {
          ByteBuffer query = ByteBuffer.wrap(batch.queries[i]);
          SocketAddress peer = channel.receive(query);
          if (peer == null) {
            break;
          }
          batch.peers.add((InetSocketAddress) peer);
          batch.queryOctets[i] = query.position();
        }
      } catch (IOException _) {
        // An error of one datagram, or the end: what came before it is answered.
      }
      return batch.peers.size();
    }

    @Override
    public void send(DatagramBatch batch, int count) {
      for (int i = 0; i < count; i++) {
        if (batch.answerOctets[i] > 0) {
          send(ByteBuffer.wrap(batch.answers[i], 0, batch.answerOctets[i]), batch.peers.get(i));
        }
      }
    }

    @Override
    public void send(byte[] answer, InetSocketAddress peer) {
      send(ByteBuffer.wrap(answer), peer);
    }

    private void send(ByteBuffer answer, InetSocketAddress peer) {
      try {
        channel.send(answer, peer);
      } catch (IOException | IllegalArgumentException _) {
        // No way back to this peer (a forged source, port 0): a datagram is lost, as they are.
      }
    }
  }
}
