package naru.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A whole DNS message (RFC 1035 §4.1). Its OPT record is {@link #edns()} and not among the
 * additional records. Immutable.
 *
 * @param id 0 to 65535
 * @param opcode 0 to 15; {@link #QUERY} and its peers
 */
public record Message(
    int id,
    int opcode,
    Flags flags,
    Rcode rcode,
    List<Question> questions,
    List<Record> answers,
    List<Record> authorities,
    List<Record> additionals,
    Optional<Edns> edns) {
  public static final int QUERY = 0;
  public static final int IQUERY = 1;
  public static final int STATUS = 2;
  public static final int NOTIFY = 4;
  public static final int UPDATE = 5;

  public Message {
    questions = List.copyOf(questions);
    answers = List.copyOf(answers);
    authorities = List.copyOf(authorities);
    additionals = List.copyOf(additionals);
  }

  /** The header's bits (RFC 1035 §4.1.1, RFC 4035 §3). */
  public record Flags(
      boolean response,
      boolean authoritative,
      boolean truncated,
      boolean recursionDesired,
      boolean recursionAvailable,
      boolean authenticData,
      boolean checkingDisabled) {
    public static final Flags NONE = new Flags(false, false, false, false, false, false, false);

    /** As dig writes them: {@code qr aa rd ra}. */
    @Override
    public String toString() {
      List<String> set = new ArrayList<>();
      add(set, response, "qr");
      add(set, authoritative, "aa");
      add(set, truncated, "tc");
      add(set, recursionDesired, "rd");
      add(set, recursionAvailable, "ra");
      add(set, authenticData, "ad");
      add(set, checkingDisabled, "cd");
      return String.join(" ", set);
    }

    private static void add(List<String> set, boolean on, String word) {
      if (on) {
        set.add(word);
      }
    }
  }

  /** A question as a stub asks it: id 0, RD set, no EDNS; change it with {@link #edit()}. */
  public static Message query(Question question) {
    return builder().recursionDesired(true).question(question).build();
  }

  /** An empty answer to {@code query}: its id, opcode, question, RD and CD. */
  public static Builder answerTo(Message query) {
    Builder builder = builder().id(query.id).opcode(query.opcode).response(true);
    builder.recursionDesired(query.flags.recursionDesired);
    builder.checkingDisabled(query.flags.checkingDisabled);
    query.questions.forEach(builder::question);
    return builder;
  }

  /** An empty message to fill. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from this message. */
  public Builder edit() {
    return new Builder(this);
  }

  /** The one question of a normal message. */
  public Optional<Question> question() {
    return questions.size() == 1 ? Optional.of(questions.getFirst()) : Optional.empty();
  }

  /** Fills a message. Confined to one thread. */
  public static final class Builder {
    private int id;
    private int opcode;
    private boolean response;
    private boolean authoritative;
    private boolean truncated;
    private boolean recursionDesired;
    private boolean recursionAvailable;
    private boolean authenticData;
    private boolean checkingDisabled;
    private Rcode rcode = Rcode.NOERROR;
    private final List<Question> questions = new ArrayList<>();
    private final List<Record> answers = new ArrayList<>();
    private final List<Record> authorities = new ArrayList<>();
    private final List<Record> additionals = new ArrayList<>();
    private Optional<Edns> edns = Optional.empty();

    private Builder() {}

    private Builder(Message start) {
      id = start.id;
      opcode = start.opcode;
      response = start.flags.response;
      authoritative = start.flags.authoritative;
      truncated = start.flags.truncated;
      recursionDesired = start.flags.recursionDesired;
      recursionAvailable = start.flags.recursionAvailable;
      authenticData = start.flags.authenticData;
      checkingDisabled = start.flags.checkingDisabled;
      rcode = start.rcode;
      questions.addAll(start.questions);
      answers.addAll(start.answers);
      authorities.addAll(start.authorities);
      additionals.addAll(start.additionals);
      edns = start.edns;
    }

    public Builder id(int value) {
      id = value;
      return this;
    }

    public Builder opcode(int value) {
      opcode = value;
      return this;
    }

    public Builder response(boolean on) {
      response = on;
      return this;
    }

    public Builder authoritative(boolean on) {
      authoritative = on;
      return this;
    }

    public Builder truncated(boolean on) {
      truncated = on;
      return this;
    }

    public Builder recursionDesired(boolean on) {
      recursionDesired = on;
      return this;
    }

    public Builder recursionAvailable(boolean on) {
      recursionAvailable = on;
      return this;
    }

    public Builder authenticData(boolean on) {
      authenticData = on;
      return this;
    }

    public Builder checkingDisabled(boolean on) {
      checkingDisabled = on;
      return this;
    }

    public Builder rcode(Rcode value) {
      rcode = value;
      return this;
    }

    public Builder question(Question value) {
      questions.add(value);
      return this;
    }

    /** Replaces all questions. */
    public Builder questions(List<Question> values) {
      questions.clear();
      questions.addAll(values);
      return this;
    }

    public Builder answer(Record value) {
      answers.add(value);
      return this;
    }

    public Builder answers(List<Record> values) {
      answers.addAll(values);
      return this;
    }

    public Builder authority(Record value) {
      authorities.add(value);
      return this;
    }

    public Builder authorities(List<Record> values) {
      authorities.addAll(values);
      return this;
    }

    public Builder additional(Record value) {
      additionals.add(value);
      return this;
    }

    public Builder additionals(List<Record> values) {
      additionals.addAll(values);
      return this;
    }

    /** Removes the records of all three sections. */
    public Builder withoutRecords() {
      answers.clear();
      authorities.clear();
      additionals.clear();
      return this;
    }

    public Builder edns(Edns value) {
      edns = Optional.of(value);
      return this;
    }

    public Builder withoutEdns() {
      edns = Optional.empty();
      return this;
    }

    public Message build() {
      Flags flags =
          new Flags(
              response,
              authoritative,
              truncated,
              recursionDesired,
              recursionAvailable,
              authenticData,
              checkingDisabled);
      return new Message(
          id, opcode, flags, rcode, questions, answers, authorities, additionals, edns);
    }
  }
}
