package naru.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one door between bytes and {@link Message} (RFC 1035 §4). Decoding never throws and never
 * reads beyond its input; encoding compresses names and, where a limit is given, leaves out whole
 * record sets and says so.
 */
public final class MessageCodec {
  /** What a length of 16 bits can say: the largest message of a stream. */
  public static final int MAX_OCTETS = 0xffff;

  /** UDP without EDNS (RFC 1035 §4.2.1). */
  public static final int PLAIN_UDP_OCTETS = 512;

  private static final int HEADER_OCTETS = 12;

  private MessageCodec() {}

  /** Reads a whole message. */
  public static Parsed<Message> decode(byte[] bytes) {
    try {
      return new Parsed.Ok<>(new Decoder(bytes).message());
    } catch (WireReader.Broken broken) {
      return new Parsed.Malformed<>(broken.reason, broken.offset);
    }
  }

  /** The id of a message whose header may be all that is readable. */
  public static Optional<Integer> idOf(byte[] bytes) {
    return bytes.length < 2
        ? Optional.empty()
        : Optional.of((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff));
  }

  /** Writes a message of any size that a stream can carry; larger ones come out truncated. */
  public static byte[] encode(Message message) {
    return encode(message, MAX_OCTETS);
  }

  /**
   * Writes a message in at most {@code limit} octets. What does not fit is left out by whole record
   * sets from the end; TC is set unless only additional records are missing (RFC 2181 §9) that are
   * not the glue without which a referral leads nowhere (RFC 9471 §3.1).
   */
  public static byte[] encode(Message message, int limit) {
    return new Encoder(message, limit).bytes();
  }

  /** Reads one message. Confined to one thread. */
  private static final class Decoder {
    private final WireReader in;
    private Optional<Edns> edns = Optional.empty();
    private int extendedRcode;

    Decoder(byte[] bytes) {
      this.in = new WireReader(bytes);
    }

    Message message() {
      int id = in.u16();
      int bits = in.u16();
      int questions = in.u16();
      int answers = in.u16();
      int authorities = in.u16();
      int additionals = in.u16();
      List<Question> asked = questions(questions);
      List<Record> answer = records(answers, false);
      List<Record> authority = records(authorities, false);
      List<Record> additional = records(additionals, true);
      if (in.remaining() > 0) {
        throw in.broken(in.remaining() + " octets after the last record");
      }
      Rcode rcode = new Rcode(extendedRcode << 4 | (bits & 0xf));
      return new Message(
          id, bits >> 11 & 0xf, flags(bits), rcode, asked, answer, authority, additional, edns);
    }

    private static Message.Flags flags(int bits) {
      return new Message.Flags(
          (bits & 0x8000) != 0,
          (bits & 0x0400) != 0,
          (bits & 0x0200) != 0,
          (bits & 0x0100) != 0,
          (bits & 0x0080) != 0,
          (bits & 0x0020) != 0,
          (bits & 0x0010) != 0);
    }

    private List<Question> questions(int count) {
      List<Question> questions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        questions.add(new Question(in.name(), new RecordType(in.u16()), new RecordClass(in.u16())));
      }
      return questions;
    }

    private List<Record> records(int count, boolean optAllowed) {
      List<Record> records = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Name owner = in.name();
        RecordType type = new RecordType(in.u16());
        if (type.equals(RecordType.OPT)) {
          readOpt(owner, optAllowed);
        } else {
          records.add(record(owner, type));
        }
      }
      return records;
    }

    private Record record(Name owner, RecordType type) {
      RecordClass recordClass = new RecordClass(in.u16());
      long ttl = in.u32();
      // RFC 2181 §8: a TTL with its top bit set counts as zero.
      long bounded = ttl > Record.MAX_TTL_SECONDS ? 0 : ttl;
      int octets = in.u16();
      if (octets > in.remaining()) {
        throw in.broken("RDATA of " + octets + " octets runs over the end");
      }
      return new Record(owner, type, recordClass, bounded, RdataLayout.of(type).read(in, octets));
    }

    private void readOpt(Name owner, boolean allowed) {
      // RFC 6891 §6.1.1: one OPT, in the additional section, owned by the root.
      if (!allowed || edns.isPresent() || !owner.isRoot()) {
        throw in.broken("misplaced OPT record");
      }
      int udpOctets = in.u16();
      extendedRcode = in.u8();
      int version = in.u8();
      boolean dnssecOk = (in.u16() & 0x8000) != 0;
      int octets = in.u16();
      int end = in.offset() + octets;
      List<Edns.Option> options = new ArrayList<>();
      while (in.offset() < end) {
        int code = in.u16();
        options.add(new Edns.Option(code, Rdata.ofOwned(in.bytes(in.u16()))));
      }
      if (in.offset() != end) {
        throw in.broken("EDNS option runs over the end of its OPT record");
      }
      edns = Optional.of(new Edns(udpOctets, version, dnssecOk, options));
    }
  }

  /** Writes one message. Confined to one thread. */
  private static final class Encoder {
    private final Message message;
    private final int limit;
    private final WireWriter out = new WireWriter(512);
    private final byte[] opt;
    private boolean full;

    Encoder(Message message, int limit) {
      this.message = message;
      this.limit = Math.min(limit, MAX_OCTETS);
      this.opt = message.edns().map(edns -> optRecord(edns, message.rcode())).orElse(new byte[0]);
    }

    byte[] bytes() {
      header();
      for (Question question : message.questions()) {
        out.compressedName(question.name());
        out.u16(question.type().code());
        out.u16(question.recordClass().code());
      }
      out.u16At(4, message.questions().size());
      out.u16At(6, section(message.answers()));
      out.u16At(8, section(message.authorities()));
      boolean truncated = full || message.flags().truncated();
      int additionals = section(message.additionals());
      truncated |= lacksGlue(additionals);
      out.u16At(2, bits(truncated));
      out.bytes(opt);
      out.u16At(10, additionals + (opt.length > 0 ? 1 : 0));
      return out.toBytes();
    }

    /** RFC 9471 §3.1: a referral without all of the glue that is inside the child. */
    private boolean lacksGlue(int writtenAdditionals) {
      return isReferral()
          && message.additionals().stream()
              .skip(writtenAdditionals)
              .anyMatch(left -> left.owner().isAtOrBelow(message.authorities().getFirst().owner()));
    }

    /** A parent's answer that leads to its child's servers (RFC 1034 §4.3.2 step 3b). */
    private boolean isReferral() {
      return message.flags().response()
          && !message.flags().authoritative()
          && message.rcode().equals(Rcode.NOERROR)
          && message.answers().isEmpty()
          && !message.authorities().isEmpty()
          && message.authorities().getFirst().type().equals(RecordType.NS);
    }

    private void header() {
      out.u16(message.id());
      for (int i = 2; i < HEADER_OCTETS; i += 2) {
        out.u16(0);
      }
    }

    private int bits(boolean truncated) {
      Message.Flags flags = message.flags();
      return (flags.response() ? 0x8000 : 0)
          | message.opcode() << 11
          | (flags.authoritative() ? 0x0400 : 0)
          | (truncated ? 0x0200 : 0)
          | (flags.recursionDesired() ? 0x0100 : 0)
          | (flags.recursionAvailable() ? 0x0080 : 0)
          | (flags.authenticData() ? 0x0020 : 0)
          | (flags.checkingDisabled() ? 0x0010 : 0)
          | (message.rcode().code() & 0xf);
    }

    /** Writes as many whole sets as fit; returns how many records that were. */
    private int section(List<Record> records) {
      int written = 0;
      int setStart = out.length();
      int writtenBeforeSet = 0;
      for (int i = 0; i < records.size() && !full; i++) {
        if (i > 0 && !records.get(i).isOfSet(records.get(i - 1))) {
          setStart = out.length();
          writtenBeforeSet = written;
        }
        record(records.get(i));
        written++;
        if (out.length() + opt.length > limit) {
          out.rewind(setStart);
          written = writtenBeforeSet;
          full = true;
        }
      }
      return written;
    }

    private void record(Record record) {
      out.compressedName(record.owner());
      out.u16(record.type().code());
      out.u16(record.recordClass().code());
      out.u32(record.ttlSeconds());
      int lengthAt = out.length();
      out.u16(0);
      RdataLayout.of(record.type()).write(record.rdata(), out);
      out.u16At(lengthAt, out.length() - lengthAt - 2);
    }

    private static byte[] optRecord(Edns edns, Rcode rcode) {
      WireWriter options = new WireWriter(64);
      for (Edns.Option option : edns.options()) {
        options.u16(option.code());
        options.u16(option.data().octets());
        options.bytes(option.data().shared());
      }
      WireWriter opt = new WireWriter(64);
      opt.u8(0);
      opt.u16(RecordType.OPT.code());
      opt.u16(edns.udpPayloadOctets());
      opt.u8(rcode.code() >> 4);
      opt.u8(edns.version());
      opt.u16(edns.dnssecOk() ? 0x8000 : 0);
      opt.u16(options.length());
      opt.bytes(options.toBytes());
      return opt.toBytes();
    }
  }
}
