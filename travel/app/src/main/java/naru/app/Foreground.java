package naru.app;

import java.time.Duration;
import java.util.List;
import naru.time.Promise;
import naru.time.Time;

/**
 * Keeps a server in the foreground until SIGINT or SIGTERM, then closes it. Begun before the first
 * address is opened: a signal that comes while the server still starts is kept and answered as soon
 * as there is something to close, so that no socket file is left behind. Thread-safe.
 */
final class Foreground implements AutoCloseable {
  /** The process may not linger: what has not closed by then is left to the kernel. */
  private static final Duration LAST_WORDS = Duration.ofMillis(1_500);

  private final Promise<Boolean> asked;
  private final Promise<Boolean> closed;
  private final Thread hook;

  private Foreground(Time time) {
    asked = time.promise();
    closed = time.promise();
    hook = Thread.ofPlatform().unstarted(this::end);
  }

  /** From now on a signal is heard. */
  static Foreground begin(Time time) {
    Foreground foreground = new Foreground(time);
    Runtime.getRuntime().addShutdownHook(foreground.hook);
    return foreground;
  }

  private void end() {
    asked.complete(true);
    closed.await(LAST_WORDS);
    Runtime.getRuntime().halt(Terminal.OK);
  }

  /** Waits for the signal and closes; the process then ends with code 0. */
  int untilSignal(List<AutoCloseable> open) {
    asked.await();
    closeAll(open);
    return Terminal.OK;
  }

  /** For a server that did not start too: the process then ends as its command says. */
  @Override
  public void close() {
    closed.complete(true);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the signal was faster: the hook ends the process
    }
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
