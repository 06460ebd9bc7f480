package naru.app;

import java.util.List;
import java.util.Optional;
import naru.linux.ExitCall;
import naru.time.Promise;
import naru.time.Time;
import naru.tls.Preheat;

/**
 * What most walks need and what takes long the first time, begun on another processor while the
 * command line is still being read. Thread-safe.
 */
final class HeadStart {
  private final Promise<Optional<ExitCall>> wayOut;

  private HeadStart(Promise<Optional<ExitCall>> wayOut) {
    this.wayOut = wayOut;
  }

  /** Begins, unless the words ask for nothing but help. */
  static HeadStart of(Time time, String... words) {
    Promise<Optional<ExitCall>> wayOut = time.promise();
    boolean visit = List.of(words).stream().anyMatch(HeadStart::isUrl);
    if (visit) {
      time.start("engine", Preheat::engine);
      time.start("cryptography", Preheat::cryptography);
    }
    if (visit || words.length > 0 && words[0].equals("lookup")) {
      time.start("way out", () -> wayOut.complete(ExitCall.open()));
    }
    return new HeadStart(wayOut);
  }

  private static boolean isUrl(String word) {
    return word.contains("://");
  }

  /**
   * Ends the process. The JVM would wait 300 ms for threads that sit in a system call, and those
   * that wait for sockets always do; by now all that is ours is closed, so nothing need wait.
   */
  void leave(int code) {
    wayOut.now().flatMap(way -> way).ifPresent(way -> leave(way, code));
    System.exit(code);
  }

  private static void leave(ExitCall way, int code) {
    System.out.flush();
    System.err.flush();
    way.exit(code);
  }
}
