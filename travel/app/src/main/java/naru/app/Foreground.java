package naru.app;

import java.util.List;
import naru.time.Promise;
import naru.time.Time;

/** Keeps a server in the foreground until SIGINT or SIGTERM, then closes it. */
final class Foreground {
  /** The process may not linger: what has not closed by then is left to the kernel. */
  private static final java.time.Duration LAST_WORDS = java.time.Duration.ofMillis(1_500);

  private Foreground() {}

  /** Waits for the signal; returns never, because the process then ends with code 0. */
  static int untilSignal(Time time, List<AutoCloseable> open) {
    Promise<Boolean> asked = time.promise();
    Promise<Boolean> closed = time.promise();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  asked.complete(true);
                  closed.await(LAST_WORDS);
                  Runtime.getRuntime().halt(Terminal.OK);
                }));
    asked.await();
    closeAll(open);
    closed.complete(true);
    return Terminal.OK;
  }

  static void closeAll(List<AutoCloseable> open) {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception left) {
        System.getLogger(Foreground.class.getName())
            .log(System.Logger.Level.WARNING, "closing left something behind", left);
      }
    }
  }
}
