package naru.proof.adversary;

import java.util.Arrays;

/**
 * Spoils copies of answers, so that none can be taken for an answer any more, or at most for a
 * truncated one. Confined to one run.
 */
final class Mangler {
  private static final int HEADER_OCTETS = 12;

  private final Dice dice;

  Mangler(Dice dice) {
    this.dice = dice;
  }

  byte[] spoil(byte[] answer) {
    byte[] copy = answer.clone();
    switch (dice.below(10)) {
      case 0 -> copy = Arrays.copyOf(copy, dice.below(HEADER_OCTETS));
      case 1 -> copy = cut(copy);
      case 2 -> copy[dice.below(2)] ^= (byte) (1 << dice.below(8)); // id
      case 3 -> copy[2] ^= (byte) 0x80; // a question
      case 4 -> copy[2] ^= 0x10; // opcode
      case 5 -> copy[5] = 2; // questions
      case 6 -> copy[6] = 0x7f; // answers that are not there
      case 7 -> copy = otherName(copy);
      case 8 -> copy[2] |= 0x02; // truncated
      default -> copy = dice.octets(1 + dice.below(200));
    }
    return copy;
  }

  private byte[] cut(byte[] copy) {
    return Arrays.copyOf(copy, dice.below(copy.length));
  }

  /** The case of a letter, or another letter. */
  private byte[] otherName(byte[] copy) {
    if (copy.length > HEADER_OCTETS + 2 && copy[HEADER_OCTETS] > 0) {
      copy[HEADER_OCTETS + 1] ^= (byte) (dice.oneIn(2) ? 0x20 : 0x01);
    }
    return copy;
  }
}
