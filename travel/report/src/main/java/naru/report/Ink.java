package naru.report;

/** Colour for terminals, or none. What servers said is cleaned here before it reaches a screen. */
public enum Ink {
  COLOUR,
  PLAIN;

  String good(String text) {
    return dyed("32", text);
  }

  String bad(String text) {
    return dyed("31", text);
  }

  String strong(String text) {
    return dyed("1", text);
  }

  String faint(String text) {
    return dyed("2", text);
  }

  private String dyed(String code, String text) {
    return this == COLOUR && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  /**
   * Text from outside with its control and direction-changing characters made visible, so that no
   * server moves the cursor or hides what it said.
   */
  public static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (isHarmless(c)) {
            clean.appendCodePoint(c);
          } else {
            clean.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
          }
        });
    return clean.toString();
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
