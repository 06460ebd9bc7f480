package naru.proof.adversary;

import java.util.ArrayList;
import java.util.List;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/** What clients want to know: names that are there, names that are not, and the same ones again. */
final class Curiosity {
  private static final List<RecordType> TYPES =
      List.of(
          RecordType.A,
          RecordType.A,
          RecordType.A,
          RecordType.AAAA,
          RecordType.TXT,
          RecordType.TXT,
          RecordType.MX,
          RecordType.NS,
          RecordType.SOA,
          RecordType.CNAME,
          RecordType.DNAME,
          RecordType.DS,
          new RecordType(65_280));

  private final Tree tree;
  private final Dice dice;
  private final List<Question> asked = new ArrayList<>();

  Curiosity(Tree tree, Dice dice) {
    this.tree = tree;
    this.dice = dice;
  }

  Question next() {
    Question question =
        asked.isEmpty() || dice.below(3) > 0
            ? Question.of(inSomeCase(name()), dice.any(TYPES))
            : dice.any(asked);
    asked.add(question);
    return question;
  }

  private Name name() {
    Name known = dice.any(tree.known());
    return switch (dice.below(10)) {
      case 0 -> below(known, dice.word(2));
      case 1 -> below(known.parent().orElse(known), dice.word(4));
      case 2 -> below(below(known, dice.word(1)), dice.word(1));
      default -> known;
    };
  }

  private static Name below(Name name, String label) {
    return name.child(label).ok().orElse(name);
  }

  /** Letters' case means nothing. */
  private Name inSomeCase(Name name) {
    return dice.oneIn(5) ? Name.of(name.toString().toUpperCase(java.util.Locale.ROOT)) : name;
  }
}
