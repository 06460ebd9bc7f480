package naru.wire;

import java.util.Optional;

/** Numbers behind a word: {@code TYPE65}, {@code CLASS3}. */
final class NumberText {
  private NumberText() {}

  static Optional<Integer> after(String word, String text, int max) {
    int digits = text.length() - word.length();
    if (!text.startsWith(word) || digits < 1 || digits > 9) {
      return Optional.empty();
    }
    int value = 0;
    for (int i = word.length(); i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return Optional.empty();
      }
      value = value * 10 + (c - '0');
    }
    return value <= max ? Optional.of(value) : Optional.empty();
  }
}
