package naru.app;

import java.util.List;
import naru.time.Time;

/**
 * Walks the usual ways once under the JVM's eye, so that its AOT cache holds the classes they need:
 * the launcher runs it after a build. What is printed here goes to the launcher's log.
 */
final class Rehearsal {
  /** The command lines that train the cache. Each is bounded in time, since nobody watches. */
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--version"),
          List.of("--help"),
          List.of("--max-time", "10", "https://www.naru.test/"),
          List.of("lookup", "www.naru.test"),
          List.of("--json", "--max-time", "10", "https://www.naru.test/"));

  private Rehearsal() {}

  /** Runs each command; a failing one is no failure of the rehearsal. */
  public static void main(String[] arguments) {
    for (var command : COMMANDS) {
      HeadStart _ = HeadStart.of(Time.system(), command.toArray(String[]::new));
      int exit = Naru.run(command.toArray(String[]::new));
      System.err.println("rehearsed " + command + ": exit " + exit);
    }
    System.exit(0); // As a command ends: an exit loads classes of its own.
  }
}
