package naru.resolver.descent;

import java.util.List;

/** What was heard from one server after one try. Immutable. */
sealed interface Heard {
  /** An answer that leads on. */
  record Useful(Reply reply, List<String> dropped) implements Heard {
    public Useful {
      dropped = List.copyOf(dropped);
    }
  }

  /** An answer that is taken only where nobody has a better one; {@code words} say why. */
  record Hearsay(Reply.Answered answered, String words) implements Heard {}

  /** The server does not do what it was delegated to do: {@code words} say what it did instead. */
  record Lame(String words) implements Heard {}

  /** Nothing, in the time it had: another try may succeed. */
  record Nothing(String words) implements Heard {}

  /** The network says that there is no way, or nobody at its end. */
  record NoWay(String words) implements Heard {}

  /** Something that cannot be read. */
  record Garbage(String words) implements Heard {}

  /**
   * A truncated answer, and no TCP for the whole of it.
   *
   * @param late in the time it had: another try, which waits longer, may succeed
   */
  record TcpBlocked(String words, boolean late) implements Heard {}

  /** It does not know EDNS: ask again without (RFC 6891 §7). */
  record NoEdns() implements Heard {}

  /** It was not asked: too many questions to it are under way already. */
  record Crowded(String words) implements Heard {}

  /** It was not asked: nothing is left of the budget. */
  record TooMuch() implements Heard {}
}
