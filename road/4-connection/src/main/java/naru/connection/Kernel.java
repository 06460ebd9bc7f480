package naru.connection;

import java.net.NoRouteToHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the kernel said out of the exceptions of the socket classes. Stateless. */
final class Kernel {
  /** {@code finishConnect(..) failed with error(-111): Connection refused: /127.0.0.1:1}. */
  private static final Pattern NATIVE = Pattern.compile("error\\(-(\\d+)\\): ([^:]+)");

  private Kernel() {}

  /** What it means for a connection that is being made. */
  enum Answer {
    REFUSED,
    UNREACHABLE,
    TIMED_OUT,
    RESET,
    OTHER
  }

  /**
   * What the kernel said.
   *
   * @param symbol as {@code ECONNREFUSED}; empty where only words are known
   * @param words as {@code Connection refused}
   */
  record Said(Answer answer, Optional<String> symbol, String words) {
    String line() {
      return symbol.map(name -> words + " (" + name + ")").orElse(words);
    }
  }

  /** Numbers of Linux, asm-generic/errno.h and errno-base.h. */
  private enum Errno {
    EPERM(1, Answer.UNREACHABLE),
    EACCES(13, Answer.UNREACHABLE),
    EINVAL(22, Answer.UNREACHABLE),
    EMFILE(24, Answer.OTHER),
    EPIPE(32, Answer.RESET),
    EAFNOSUPPORT(97, Answer.UNREACHABLE),
    EADDRNOTAVAIL(99, Answer.UNREACHABLE),
    ENETDOWN(100, Answer.UNREACHABLE),
    ENETUNREACH(101, Answer.UNREACHABLE),
    ECONNRESET(104, Answer.RESET),
    ETIMEDOUT(110, Answer.TIMED_OUT),
    ECONNREFUSED(111, Answer.REFUSED),
    EHOSTDOWN(112, Answer.UNREACHABLE),
    EHOSTUNREACH(113, Answer.UNREACHABLE);

    private final int number;
    private final Answer answer;

    Errno(int number, Answer answer) {
      this.number = number;
      this.answer = answer;
    }
  }

  static Said said(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    Matcher exact = NATIVE.matcher(message);
    if (exact.find()) {
      int number = Integer.parseInt(exact.group(1));
      for (Errno errno : Errno.values()) {
        if (errno.number == number) {
          return new Said(errno.answer, Optional.of(errno.name()), exact.group(2).strip());
        }
      }
      return new Said(Answer.OTHER, Optional.of("error " + number), exact.group(2).strip());
    }
    if (failure instanceof NoRouteToHostException && !message.contains("No route")) {
      // Netty's native sockets tell ENETUNREACH by the kind of exception only.
      return known(Errno.ENETUNREACH, "Network is unreachable");
    }
    return ofWords(failure.getMessage() == null ? failure.getClass().getSimpleName() : message);
  }

  /** The JDK's sockets keep the words only. */
  private static Said ofWords(String message) {
    String words = message.replaceFirst(": [^ ]*[/:\\[].*$", "");
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("refused")) {
      return known(Errno.ECONNREFUSED, words);
    }
    if (lower.contains("network is unreachable")) {
      return known(Errno.ENETUNREACH, words);
    }
    if (lower.contains("no route to host")) {
      return known(Errno.EHOSTUNREACH, words);
    }
    if (lower.contains("timed out")) {
      return known(Errno.ETIMEDOUT, words);
    }
    if (lower.contains("broken pipe")) {
      return known(Errno.EPIPE, words);
    }
    if (lower.contains("reset")) {
      return known(Errno.ECONNRESET, words);
    }
    return new Said(Answer.OTHER, Optional.empty(), Printable.of(words));
  }

  private static Said known(Errno errno, String words) {
    return new Said(errno.answer, Optional.of(errno.name()), words);
  }

  /** Whether a connection that stood was reset. */
  static boolean isReset(Throwable failure) {
    return failure instanceof java.io.IOException
        && !(failure instanceof javax.net.ssl.SSLException)
        && said(failure).answer() == Answer.RESET;
  }
}
