package naru.wire;

import java.util.Arrays;

/**
 * The words of one entry of a master file, taken one after the other; escapes are still in them.
 * Filled again for each entry. Confined to one thread.
 */
final class Words {
  /** An entry says something impossible. Never leaves this room: each door makes it a value. */
  static final class Broken extends RuntimeException {
    final String reason;
    final int line;

    Broken(String reason, int line) {
      super(reason, null, false, false);
      this.reason = reason;
      this.line = line;
    }
  }

  private String[] texts = new String[16];
  private boolean[] quoted = new boolean[16];
  private int[] lines = new int[16];
  private int count;
  private int at;
  private boolean blankStart;

  void clear() {
    count = 0;
    at = 0;
    blankStart = false;
  }

  void startBlank() {
    blankStart = true;
  }

  /** The entry has no owner of its own: it begins with a blank. */
  boolean startsBlank() {
    return blankStart;
  }

  void add(String text, boolean inQuotes, int line) {
    if (count == texts.length) {
      texts = Arrays.copyOf(texts, count * 2);
      quoted = Arrays.copyOf(quoted, count * 2);
      lines = Arrays.copyOf(lines, count * 2);
    }
    texts[count] = text;
    quoted[count] = inQuotes;
    lines[count] = line;
    count++;
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean more() {
    return at < count;
  }

  /** The next word; {@code what} names it in the complaint when there is none. */
  String next(String what) {
    if (at >= count) {
      throw broken("missing " + what);
    }
    return texts[at++];
  }

  /** Whether the next word is this one, not in quotation marks. */
  boolean nextIs(String bare) {
    return more() && !quoted[at] && texts[at].equals(bare);
  }

  /** The next word without taking it; there must be one. */
  String peek() {
    return texts[at];
  }

  boolean peekIsQuoted() {
    return quoted[at];
  }

  void skip() {
    at++;
  }

  /** All further words joined: hex and base64 may be cut by blanks (RFC 4034 §2.2). */
  String rest(String what) {
    String first = next(what);
    if (!more()) {
      return first;
    }
    StringBuilder all = new StringBuilder(first);
    while (more()) {
      all.append(texts[at++]);
    }
    return all.toString();
  }

  /** A complaint about the word taken last. */
  Broken broken(String reason) {
    return new Broken(reason, count == 0 ? 1 : lines[Math.max(0, Math.min(at, count) - 1)]);
  }

  /** A word as a complaint repeats it: bounded, and on one line. */
  static String shown(String word) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < Math.min(word.length(), Limits.COMPLAINT_CHARACTERS); i++) {
      char c = word.charAt(i);
      text.append(c < ' ' || c >= 0x7f ? '?' : c);
    }
    return text.append(word.length() > Limits.COMPLAINT_CHARACTERS ? "...\"" : "\"").toString();
  }
}
