package naru.journey;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Steps as bytes, to cross from one process to another inside an EDNS option. Bounded both ways: a
 * writer leaves out steps from the end until the rest fits, a reader refuses what is deeper or
 * longer than {@link Limits} has it.
 */
public final class ToldCodec {
  private static final int VERSION = 1;

  private ToldCodec() {}

  /** The bytes, at most {@code maxOctets}; where steps had to be left out, they say so. */
  public static byte[] encode(Told told, int maxOctets) {
    List<Step> steps = told.steps();
    boolean cut = told.cut();
    byte[] bytes = bytesOf(new Told(steps, told.cause(), cut));
    while (bytes.length > maxOctets && !steps.isEmpty()) {
      steps = steps.subList(0, steps.size() / 2);
      bytes = bytesOf(new Told(steps, told.cause(), true));
    }
    return bytes.length > maxOctets ? bytesOf(new Told(List.of(), Optional.empty(), true)) : bytes;
  }

  private static byte[] bytesOf(Told told) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new Writer(new DataOutputStream(bytes)).told(told);
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory", impossible);
    }
    return bytes.toByteArray();
  }

  /** What the bytes tell; empty when they are not of this codec. */
  public static Optional<Told> decode(byte[] bytes) {
    try {
      return new Reader(new DataInputStream(new ByteArrayInputStream(bytes))).told();
    } catch (IOException | Reader.Refused unreadable) {
      return Optional.empty();
    }
  }

  /** Writes in the order in which {@link Reader} reads. */
  private record Writer(DataOutputStream out) {
    void told(Told told) throws IOException {
      out.writeByte(VERSION);
      out.writeBoolean(told.cut());
      cause(told.cause());
      steps(told.steps());
    }

    private void steps(List<Step> steps) throws IOException {
      out.writeShort(Math.min(steps.size(), Limits.STEPS_A_LEVEL));
      for (Step step : steps.subList(0, Math.min(steps.size(), Limits.STEPS_A_LEVEL))) {
        out.writeUTF(step.station());
        account(step.account());
      }
    }

    private void account(Account account) throws IOException {
      text(account.name());
      out.writeDouble(account.startMillis());
      out.writeDouble(account.durationMillis());
      out.writeUTF(account.outcome().word());
      out.writeUTF(account.source().word());
      text(account.peer().orElse(""));
      detail(account.detail());
      cause(account.cause());
      steps(account.steps());
    }

    private void cause(Optional<Cause> cause) throws IOException {
      out.writeBoolean(cause.isPresent());
      if (cause.isPresent()) {
        out.writeUTF(cause.get().code().word());
        text(cause.get().text());
        List<String> proof = cause.get().proof();
        out.writeShort(proof.size());
        for (String line : proof) {
          text(line);
        }
      }
    }

    private void detail(Detail detail) throws IOException {
      out.writeShort(detail.values().size());
      for (Map.Entry<String, Detail.Value> fact : detail.values().entrySet()) {
        text(fact.getKey());
        value(fact.getValue());
      }
    }

    private void value(Detail.Value value) throws IOException {
      switch (value) {
        case Detail.Value.Text(String text) -> {
          out.writeByte('t');
          text(text);
        }
        case Detail.Value.Whole(long number) -> {
          out.writeByte('w');
          out.writeLong(number);
        }
        case Detail.Value.Fraction(double number) -> {
          out.writeByte('f');
          out.writeDouble(number);
        }
        case Detail.Value.Flag(boolean on) -> {
          out.writeByte('b');
          out.writeBoolean(on);
        }
        case Detail.Value.Many(List<Detail.Value> items) -> {
          out.writeByte('m');
          out.writeShort(items.size());
          for (Detail.Value item : items) {
            value(item);
          }
        }
        case Detail.Value.Group(Detail group) -> {
          out.writeByte('g');
          detail(group);
        }
      }
    }

    private void text(String text) throws IOException {
      out.writeUTF(text.length() > Limits.TEXT ? text.substring(0, Limits.TEXT) : text);
    }
  }

  /** Reads what another process wrote. Confined to one thread. */
  private static final class Reader {
    /** The bytes are not ours, or go beyond a limit. */
    private static final class Refused extends RuntimeException {
      Refused(String reason) {
        super(reason, null, false, false);
      }
    }

    private final DataInputStream in;
    private int depth;

    Reader(DataInputStream in) {
      this.in = in;
    }

    Optional<Told> told() throws IOException {
      if (in.readByte() != VERSION) {
        return Optional.empty();
      }
      boolean cut = in.readBoolean();
      Optional<Cause> cause = cause();
      return Optional.of(new Told(steps(), cause, cut));
    }

    private List<Step> steps() throws IOException {
      descend();
      int count = count(Limits.STEPS_A_LEVEL);
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Function<Account, Step> station =
            Steps.ofStation(in.readUTF()).orElseThrow(() -> new Refused("unknown station"));
        steps.add(station.apply(account()));
      }
      depth--;
      return steps;
    }

    private Account account() throws IOException {
      return new Account(
          in.readUTF(),
          in.readDouble(),
          in.readDouble(),
          Outcome.parse(in.readUTF()).orElseThrow(() -> new Refused("unknown outcome")),
          Source.parse(in.readUTF()).orElseThrow(() -> new Refused("unknown source")),
          Optional.of(in.readUTF()).filter(text -> !text.isEmpty()),
          detail(),
          cause(),
          steps());
    }

    private Optional<Cause> cause() throws IOException {
      if (!in.readBoolean()) {
        return Optional.empty();
      }
      VerdictCode code =
          VerdictCode.parse(in.readUTF()).orElseThrow(() -> new Refused("unknown code"));
      String text = in.readUTF();
      int lines = count(Limits.FACTS);
      List<String> proof = new ArrayList<>();
      for (int i = 0; i < lines; i++) {
        proof.add(in.readUTF());
      }
      return Optional.of(new Cause(code, text, proof));
    }

    private Detail detail() throws IOException {
      descend();
      int count = count(Limits.FACTS);
      Map<String, Detail.Value> values = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        values.put(in.readUTF(), value());
      }
      depth--;
      return new Detail(values);
    }

    private Detail.Value value() throws IOException {
      return switch (in.readByte()) {
        case 't' -> Detail.Value.of(in.readUTF());
        case 'w' -> Detail.Value.of(in.readLong());
        case 'f' -> Detail.Value.of(in.readDouble());
        case 'b' -> Detail.Value.of(in.readBoolean());
        case 'm' -> many();
        case 'g' -> new Detail.Value.Group(detail());
        default -> throw new Refused("unknown value");
      };
    }

    private Detail.Value many() throws IOException {
      descend();
      int count = count(Limits.FACTS);
      List<Detail.Value> items = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        items.add(value());
      }
      depth--;
      return new Detail.Value.Many(items);
    }

    private void descend() {
      if (++depth > Limits.DEPTH) {
        throw new Refused("too deep");
      }
    }

    private int count(int max) throws IOException {
      int count = in.readUnsignedShort();
      if (count > max) {
        throw new Refused("too many");
      }
      return count;
    }
  }
}
