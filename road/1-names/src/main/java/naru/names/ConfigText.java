package naru.names;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small file of lines and words, as hosts(5) and resolv.conf(5) are. Immutable. */
sealed interface ConfigText {
  /** Its octets, one character each, so that a comment in any encoding can be read over. */
  record Read(String text) implements ConfigText {}

  /** There is no such file. */
  record Absent() implements ConfigText {}

  /** There is one that cannot be used. */
  record Unreadable(String reason) implements ConfigText {}

  /** Reads {@code file} if it has no more than {@code maxOctets}. */
  static ConfigText read(Path file, int maxOctets) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxOctets + 1);
      return bytes.length > maxOctets
          ? new Unreadable("larger than " + maxOctets + " octets")
          : new Read(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException absent) {
      return new Absent();
    } catch (AccessDeniedException denied) {
      return new Unreadable("permission denied");
    } catch (IOException broken) {
      return new Unreadable(Files.isDirectory(file) ? "it is a directory" : words(broken));
    }
  }

  private static String words(IOException broken) {
    String message = broken.getMessage();
    return message == null ? "it cannot be read" : message;
  }

  /** The words of a line: what lies between blanks, up to a word that begins a comment. */
  static List<String> words(String line, String commentSigns) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (commentSigns.indexOf(c) >= 0) {
        break;
      }
      if (isBlank(c)) {
        at++;
        continue;
      }
      int end = at;
      while (end < line.length() && !isBlank(line.charAt(end))) {
        end++;
      }
      words.add(line.substring(at, end));
      at = end;
    }
    return words;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0b;
  }

  /** Walks through the lines of {@code text}. Confined to one thread. */
  final class Lines {
    private final String text;
    private int next;
    private int number;

    Lines(String text) {
      // A byte order mark, as editors of other systems leave it, seen as three octets.
      this.text = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    }

    boolean hasNext() {
      return next < text.length();
    }

    String next() {
      int end = text.indexOf('\n', next);
      int stop = end < 0 ? text.length() : end;
      String line = text.substring(next, stop);
      next = stop + 1;
      number++;
      return line;
    }

    /** The number of the line that {@link #next} gave last. */
    int number() {
      return number;
    }
  }
}
