package naru.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a master file into entries and words (RFC 1035 §5.1): parentheses join lines, comments go,
 * quotation marks keep blanks. Reads its stream once, octet by octet from a buffer; what it holds
 * is one entry. Confined to one thread.
 */
final class MasterLexer {
  private static final int END = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private byte[] word = new byte[256];
  private int wordLength;
  private int at;
  private int filled;
  private int line = 1;
  private int entryOctets;

  MasterLexer(InputStream in) {
    this.in = in;
  }

  /** Where reading is: 1 is the first line. */
  int line() {
    return line;
  }

  /** Fills {@code words} with the next entry; false when there is none. */
  boolean next(Words words) throws IOException {
    words.clear();
    entryOctets = 0;
    int depth = 0;
    boolean lineStart = true;
    while (true) {
      int c = peek();
      if (c == END) {
        if (depth > 0) {
          throw broken("parenthesis without its end");
        }
        return !words.isEmpty();
      }
      switch (c) {
        case '\n' -> {
          at++;
          line++;
          if (depth == 0 && !words.isEmpty()) {
            return true;
          }
          lineStart = depth == 0;
          if (lineStart) {
            words.clear();
          }
        }
        case ' ', '\t', '\r' -> {
          at++;
          if (lineStart) {
            words.startBlank();
          }
          lineStart = false;
        }
        case ';' -> skipComment();
        case '(' -> {
          at++;
          lineStart = false;
          depth++;
        }
        case ')' -> {
          at++;
          if (--depth < 0) {
            throw broken("parenthesis without its beginning");
          }
        }
        default -> {
          lineStart = false;
          readWord(c, words);
        }
      }
    }
  }

  private void skipComment() throws IOException {
    int c = peek();
    while (c != '\n' && c != END) {
      at++;
      c = peek();
    }
  }

  private void readWord(int first, Words words) throws IOException {
    int startLine = line;
    wordLength = 0;
    boolean quoted = first == '"';
    if (quoted) {
      readQuoted();
    } else {
      readBare();
    }
    words.add(new String(word, 0, wordLength, StandardCharsets.ISO_8859_1), quoted, startLine);
  }

  private void readBare() throws IOException {
    while (true) {
      int c = peek();
      switch (c) {
        case END, '\n', ' ', '\t', '\r', ';', '(', ')' -> {
          return;
        }
        case '"' -> {
          // RFC 9460 §2.1: key="value" is one word; elsewhere a quotation mark begins the next.
          if (word[wordLength - 1] != '=') {
            return;
          }
          readQuoted();
          return;
        }
        case '\\' -> takeEscape();
        default -> take(c);
      }
    }
  }

  private void readQuoted() throws IOException {
    at++;
    charge();
    while (true) {
      int c = peek();
      switch (c) {
        case END, '\n' -> throw broken("quotation mark without its end");
        case '"' -> {
          at++;
          return;
        }
        case '\\' -> takeEscape();
        default -> take(c);
      }
    }
  }

  private void takeEscape() throws IOException {
    take('\\');
    int c = peek();
    if (c == END || c == '\n') {
      throw broken("backslash at the end of a line");
    }
    take(c);
  }

  private void take(int octet) {
    at++;
    charge();
    if (wordLength == word.length) {
      word = Arrays.copyOf(word, wordLength * 2);
    }
    word[wordLength++] = (byte) octet;
  }

  private void charge() {
    if (++entryOctets > Limits.ZONE_ENTRY_OCTETS) {
      throw broken("entry over " + Limits.ZONE_ENTRY_OCTETS + " octets");
    }
  }

  private Words.Broken broken(String reason) {
    return new Words.Broken(reason, line);
  }

  private int peek() throws IOException {
    if (at == filled) {
      at = 0;
      filled = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
      if (filled == 0) {
        return END;
      }
    }
    return buffer[at] & 0xff;
  }
}
