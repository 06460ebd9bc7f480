package naru.proof.adversary;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import naru.net.Transport;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Parsed;
import naru.wire.Question;

/**
 * Everything that happened in a run, in order: each packet and each client's question and answer.
 * Two runs were the same when their hashes are. Confined to one run.
 */
final class Journal {
  private static final long FNV_PRIME = 0x100_0000_01b3L;
  private static final int PORT_COLUMNS = 6;

  private final List<Event> events = new ArrayList<>();
  private long hash = 0xcbf2_9ce4_8422_2325L;

  /** What became of a packet; the resolver is on the left. */
  enum Fate {
    SENT("->"),
    HEARD("<-"),
    LOST_OUT("-x", true),
    LOST_BACK("x-", true),
    /** Nobody listened there any more, or ever. */
    UNHEARD("o-"),
    REFUSED("<!", true);

    final String sign;
    final boolean spoils;

    Fate(String sign) {
      this(sign, false);
    }

    Fate(String sign, boolean spoils) {
      this.sign = sign;
      this.spoils = spoils;
    }
  }

  private sealed interface Event {
    long atNanos();
  }

  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  private record Packet(
      long atNanos,
      Fate fate,
      int port,
      InetAddress peer,
      Transport transport,
      String remark,
      byte[] octets)
      implements Event {}

  private record Note(long atNanos, String text) implements Event {}

  /**
   * @param port the resolver's
   * @param remark what is special about it
   */
  void packet(
      long atNanos,
      Fate fate,
      int port,
      InetAddress peer,
      Transport transport,
      String remark,
      byte[] octets) {
    events.add(new Packet(atNanos, fate, port, peer, transport, remark, octets));
    mix(atNanos);
    mix(fate.name().hashCode() ^ port << 8);
    mix(peer.getAddress());
    mix(octets);
  }

  void note(long atNanos, String text) {
    events.add(new Note(atNanos, text));
    mix(atNanos);
    mix(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private void mix(long value) {
    hash = (hash ^ value) * FNV_PRIME;
    hash ^= hash >>> 29;
  }

  private void mix(byte[] octets) {
    for (byte octet : octets) {
      hash = (hash ^ octet & 0xff) * FNV_PRIME;
    }
  }

  long hash() {
    return hash;
  }

  int size() {
    return events.size();
  }

  List<String> lines() {
    return events.stream().map(Journal::line).toList();
  }

  private static String line(Event event) {
    String at = String.format("%14.3f ms  ", event.atNanos() / 1e6);
    return at
        + switch (event) {
          case Note(_, String text) -> text;
          case Packet packet -> line(packet);
        };
  }

  private static String line(Packet packet) {
    String port = " ".repeat(Math.max(0, PORT_COLUMNS - digits(packet.port()))) + packet.port();
    String words =
        port
            + " "
            + packet.fate().sign
            + " "
            + packet.peer().getHostAddress()
            + " "
            + packet.transport().word();
    return words + "  " + summary(packet.octets()) + remark(packet.remark());
  }

  private static int digits(int port) {
    return String.valueOf(port).length();
  }

  private static String remark(String remark) {
    return remark.isEmpty() ? "" : "  (" + remark + ")";
  }

  private static String summary(byte[] octets) {
    return switch (MessageCodec.decode(octets)) {
      case Parsed.Malformed<Message>(String reason, int offset) ->
          octets.length + " octets, " + reason + " at offset " + offset;
      case Parsed.Ok<Message>(Message message) -> summary(message, octets.length);
    };
  }

  private static String summary(Message message, int octets) {
    String question = message.question().map(Question::toString).orElse("no question");
    String head = message.id() + " " + question;
    if (!message.flags().response()) {
      return head + (message.edns().isPresent() ? " +edns" : "");
    }
    List<String> parts = new ArrayList<>(List.of(head, message.rcode() + " " + message.flags()));
    message.answers().forEach(record -> parts.add("an " + shortened(record.toString())));
    message.authorities().forEach(record -> parts.add("au " + shortened(record.toString())));
    message.additionals().forEach(record -> parts.add("ad " + shortened(record.toString())));
    return String.join(" | ", parts) + " | " + octets + " octets";
  }

  static String shortened(String text) {
    return text.length() > 90 ? text.substring(0, 90) + "..." : text;
  }
}
