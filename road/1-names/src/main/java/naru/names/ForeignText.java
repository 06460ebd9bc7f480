package naru.names;

/** Words that somebody else chose, made fit for a line on a terminal. */
final class ForeignText {
  private ForeignText() {}

  /** At most {@code maxCharacters}, and nothing that could move a cursor or break the line. */
  static String clean(String text, int maxCharacters) {
    int end = Math.min(text.length(), maxCharacters);
    StringBuilder clean = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean harmless =
          !Character.isISOControl(c)
              && !Character.isSurrogate(c)
              && Character.getType(c) != Character.FORMAT;
      clean.append(harmless ? c : '?');
    }
    return end < text.length() ? clean.append('…').toString() : clean.toString();
  }
}
