package naru.net;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Room for a batch of datagrams and the ready answers to them, used over and over. Confined to the
 * thread that owns it.
 */
final class DatagramBatch {
  final byte[][] queries = new byte[Limits.BATCH][Limits.UDP_QUERY_OCTETS];
  final byte[][] answers = new byte[Limits.BATCH][Limits.UDP_ANSWER_OCTETS];
  final int[] queryOctets = new int[Limits.BATCH];

  /** Octets of each answer; negative where none is to be sent. */
  final int[] answerOctets = new int[Limits.BATCH];

  private final List<Runnable> deferred = new ArrayList<>(Limits.BATCH);

  final List<InetSocketAddress> peers = new ArrayList<>(Limits.BATCH);

  /** A socket that moves whole batches: by NIO, or by one system call where there is one. */
  interface Port {
    /** Where it listens. */
    InetSocketAddress local();

    /** Fills the batch with what has arrived, without waiting; returns how many. */
    int receive(DatagramBatch batch);

    /** Sends the ready answers among the first {@code count}; what the kernel refuses is lost. */
    void send(DatagramBatch batch, int count);

    /** Sends one answer. Any thread. */
    void send(byte[] answer, InetSocketAddress peer);
  }

  /** Answers what has arrived at a port; true when there may be more. */
  boolean serve(Port port, Answering answering, Outbox outbox) {
    int count = port.receive(this);
    for (int i = 0; i < count; i++) {
      answerOctets[i] = ready(i, answering);
      if (answerOctets[i] == DnsHandler.NOT_READY) {
        defer(i, port, answering, outbox);
      }
    }
    port.send(this, count);
    startDeferred(answering);
    return count == Limits.BATCH;
  }

  private int ready(int i, Answering answering) {
    return Answering.isQuestion(queries[i], queryOctets[i])
        ? answering.ready(queries[i], queryOctets[i], Transport.UDP, peers.get(i), answers[i])
        : DnsHandler.NOT_READY;
  }

  /** Beyond the limit a question over UDP is dropped: its asker asks again. */
  private void defer(int i, Port port, Answering answering, Outbox outbox) {
    if (!Answering.isQuestion(queries[i], queryOctets[i]) || !answering.admit()) {
      return;
    }
    byte[] query = Arrays.copyOf(queries[i], queryOctets[i]);
    InetSocketAddress peer = peers.get(i);
    var caller =
        new Answering.Caller(Transport.UDP, Optional.of(peer), Optional.of(port.local()), false);
    Runnable task =
        () -> answering.answer(query, caller).ifPresent(answer -> outbox.add(port, answer, peer));
    deferred.add(() -> answering.startAdmitted("dns-udp", task));
  }

  /** One task starts those of the batch: one thread is woken for all of them. */
  private void startDeferred(Answering answering) {
    if (!deferred.isEmpty()) {
      List<Runnable> all = List.copyOf(deferred);
      deferred.clear();
      answering.start("dns-udp-batch", () -> all.forEach(Runnable::run));
    }
  }
}
