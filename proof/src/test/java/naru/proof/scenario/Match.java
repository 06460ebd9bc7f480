package naru.proof.scenario;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a message must have in common with an entry. Immutable.
 *
 * @param ede the extended error that it must carry: a code, or any
 * @param serial of the first SOA among its authorities
 */
record Match(Set<Word> words, Optional<Ede> ede, OptionalLong serial) {
  static final Match ANYTHING =
      new Match(EnumSet.noneOf(Word.class), Optional.empty(), OptionalLong.empty());

  /** The words that stand alone. */
  enum Word {
    OPCODE,
    QTYPE,
    QNAME,
    SUBDOMAIN,
    RCODE,
    QUESTION,
    ANSWER,
    ALL,
    ALL_NOEDNS,
    TTL,
    DO,
    CO,
    NOEDNS,
    EDNSDATA,
    CLIENT_COOKIE,
    SERVER_COOKIE,
    UDP,
    TCP
  }

  /** An extended error; any, when no code is given. */
  record Ede(OptionalInt infoCode) {}

  boolean has(Word word) {
    return words.contains(word);
  }

  /** The same with one more word of the file; empty when there is no such word. */
  Optional<Match> and(String text) {
    if (text.startsWith("ede=") || text.startsWith("ede:")) {
      return ede(text.substring(4)).map(each -> new Match(words, Optional.of(each), serial));
    }
    if (text.startsWith("serial=") || text.startsWith("serial:")) {
      String digits = text.substring(7);
      return digits.matches("[0-9]{1,10}")
          ? Optional.of(new Match(words, ede, OptionalLong.of(Long.parseLong(digits))))
          : Optional.empty();
    }
    return word(text).map(this::and);
  }

  private Match and(Word word) {
    Set<Word> more = EnumSet.noneOf(Word.class);
    more.addAll(words);
    more.add(word);
    return new Match(more, ede, serial);
  }

  private static Optional<Ede> ede(String text) {
    if (text.equals("any")) {
      return Optional.of(new Ede(OptionalInt.empty()));
    }
    return text.matches("[0-9]{1,5}")
        ? Optional.of(new Ede(OptionalInt.of(Integer.parseInt(text))))
        : Optional.empty();
  }

  private static Optional<Word> word(String text) {
    for (Word word : Word.values()) {
      boolean upperCase =
          word == Word.DO || word == Word.CO || word == Word.UDP || word == Word.TCP;
      String spelled = upperCase ? word.name() : word.name().toLowerCase(Locale.ROOT);
      if (spelled.equals(text)) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }
}
