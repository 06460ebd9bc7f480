package naru.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words for numbers of one registry, both ways. Immutable. */
final class Mnemonics {
  /** DNS security algorithm numbers (RFC 8624 §3.1 and the registry). */
  static final Mnemonics ALGORITHMS =
      new Mnemonics(0xff)
          .with(1, "RSAMD5")
          .with(2, "DH")
          .with(3, "DSA")
          .with(5, "RSASHA1")
          .with(6, "NSEC3DSA")
          .with(7, "NSEC3RSASHA1")
          .with(8, "RSASHA256")
          .with(10, "RSASHA512")
          .with(12, "ECCGOST")
          .with(13, "ECDSAP256SHA256")
          .with(14, "ECDSAP384SHA384")
          .with(15, "ED25519")
          .with(16, "ED448")
          .with(252, "INDIRECT")
          .with(253, "PRIVATEDNS")
          .with(254, "PRIVATEOID");

  /** Kinds of certificates (RFC 4398 §2.1). */
  static final Mnemonics CERTIFICATES =
      new Mnemonics(0xffff)
          .with(1, "PKIX")
          .with(2, "SPKI")
          .with(3, "PGP")
          .with(4, "IPKIX")
          .with(5, "ISPKI")
          .with(6, "IPGP")
          .with(7, "ACPKIX")
          .with(8, "IACPKIX")
          .with(253, "URI")
          .with(254, "OID");

  private final int max;
  private final Map<Integer, String> words = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private Mnemonics(int max) {
    this.max = max;
  }

  private Mnemonics with(int number, String word) {
    words.put(number, word);
    numbers.put(word, number);
    return this;
  }

  /** The number that a word or decimal digits say. */
  Optional<Integer> number(String text) {
    Integer known = numbers.get(text.toUpperCase(Locale.ROOT));
    return known != null ? Optional.of(known) : NumberText.after("", text, max);
  }

  /** The word of a number, or its digits. */
  String word(int number) {
    return words.getOrDefault(number, Integer.toString(number));
  }
}
