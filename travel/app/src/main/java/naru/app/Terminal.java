package naru.app;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.report.Ink;

/**
 * Where a command writes: results to {@code out}, complaints to {@code err}. Confined to the thread
 * of the command.
 */
final class Terminal {
  /** Exit codes of our own failures; those of visits are their verdicts'. */
  static final int OK = 0;

  static final int FAILED = 1;
  static final int USAGE = 2;

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final boolean isTty;
  private final List<String> complaints = new ArrayList<>();
  private boolean hasPrinted;

  Terminal(PrintStream out, PrintStream err, Map<String, String> environment, boolean isTty) {
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.isTty = isTty;
  }

  static Terminal ofProcess() {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    return new Terminal(out, err, System.getenv(), isTerminal());
  }

  /** The launcher knows without loading anything: the JDK's console wants stdin to be one too. */
  private static boolean isTerminal() {
    return Boolean.getBoolean("naru.stdout.terminal");
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** What went wrong, a line each, where nothing has been printed: what {@code --json} owes. */
  List<String> unprintedComplaints() {
    return hasPrinted ? List.of() : List.copyOf(complaints);
  }

  /** Flag, then NO_COLOR, then CLICOLOR_FORCE, then whether stdout is a terminal. */
  Ink ink(Optional<Boolean> flag) {
    boolean colour = flag.orElseGet(this::colourByEnvironment);
    return colour ? Ink.COLOUR : Ink.PLAIN;
  }

  private boolean colourByEnvironment() {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String forced = environment.getOrDefault("CLICOLOR_FORCE", "");
    return !forced.isEmpty() && !forced.equals("0") || isTty;
  }

  /** One line about what went wrong. */
  int fail(String line) {
    complaints.add(line);
    out.flush();
    err.println("naru: " + Ink.clean(line));
    return FAILED;
  }

  /** One line about words that were not understood. */
  int misused(String line) {
    fail(line);
    return USAGE;
  }

  /** A line for each thing that went wrong. */
  int fail(List<String> lines) {
    lines.forEach(this::fail);
    return FAILED;
  }

  /** Something worth knowing, which is no failure. */
  void remark(String line) {
    err.println("naru: " + Ink.clean(line));
  }

  void print(String text) {
    hasPrinted = true;
    out.print(text);
    out.flush();
  }

  void line(String text) {
    print(text + "\n");
  }
}
