package naru.resolver;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may ask, and how much: of all prefixes that hold a client's address the longest decides. A
 * resolver open to all is a weapon against others (RFC 5358), so nobody but this machine is
 * answered, unless told. Immutable.
 */
public final class AccessList {
  /** This machine only. */
  public static final AccessList LOOPBACK = loopback(Action.ALLOW);

  /** The same, and it may look into the cache. */
  public static final AccessList LOOPBACK_SNOOPING = loopback(Action.ALLOW_SNOOP);

  /** Longest prefixes first; of equal ones the one named last. */
  private final List<Entry> entries;

  private AccessList(List<Entry> entries) {
    this.entries =
        entries.stream()
            .sorted(Comparator.comparingInt((Entry entry) -> entry.prefix().bits()).reversed())
            .toList();
  }

  private static AccessList loopback(Action action) {
    return new AccessList(
        List.of(
            new Entry(AddressPrefix.of("127.0.0.0/8"), action),
            new Entry(AddressPrefix.of("::1/128"), action)));
  }

  /** What a client may do. */
  public enum Action {
    /** Nothing, and it is not even told. */
    DENY,
    /** Nothing, and it is told so. */
    REFUSE,
    /** Local data only; anything else is dropped. */
    DENY_NON_LOCAL,
    /** Local data only; anything else is refused. */
    REFUSE_NON_LOCAL,
    /** Ask with recursion desired. */
    ALLOW,
    /** The same, where a question without recursion desired counts as one with it. */
    ALLOW_SETRD,
    /** Ask for what is in the cache, too: without recursion desired. */
    ALLOW_SNOOP,
    /** Ask over UDP only with a valid cookie (RFC 7873 §5.2.3). */
    ALLOW_COOKIE;

    /** As a configuration file writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The action of a word. */
    public static Optional<Action> parse(String word) {
      return Arrays.stream(values()).filter(action -> action.word().equals(word)).findFirst();
    }
  }

  /** What the clients of one prefix may do. */
  public record Entry(AddressPrefix prefix, Action action) {
    /** Reads {@code 192.0.2.0/24} or {@code 192.0.2.0/24 refuse}; without a word it is allow. */
    public static Optional<Entry> parse(String text) {
      String[] words = text.trim().split(" +", -1);
      if (words.length > 2) {
        return Optional.empty();
      }
      Optional<Action> action =
          words.length == 2 ? Action.parse(words[1]) : Optional.of(Action.ALLOW);
      return AddressPrefix.parse(words[0]).flatMap(p -> action.map(a -> new Entry(p, a)));
    }
  }

  /** The same, and these before those of equal length that are there already. */
  public AccessList and(List<Entry> more) {
    List<Entry> all = new ArrayList<>(more.reversed());
    all.addAll(entries);
    return new AccessList(all);
  }

  /** What this client may do; refused where no prefix holds it. */
  public Action actionFor(InetAddress client) {
    byte[] octets = client.getAddress();
    for (Entry entry : entries) {
      if (entry.prefix().holds(octets)) {
        return entry.action();
      }
    }
    return Action.REFUSE;
  }
}
