package naru.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import naru.report.JsonReport;
import naru.time.Time;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/**
 * The command line's entry. The first word chooses the command; only that one is built, because
 * each costs some of the start. Confined to the thread that calls it.
 */
public final class Naru {
  private static final Map<String, Function<Terminal, Callable<Integer>>> COMMANDS =
      Map.of(
          "lookup", LookupCommand::new,
          "world", WorldCommand::new,
          "resolver", ResolverCommand::new,
          "nameserver", NameserverCommand::new,
          "server", ServerCommand::new,
          "caches", CachesCommand::new,
          "reload", ReloadCommand::new,
          "ca", CaCommand::new);

  private Naru() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    HeadStart headStart = HeadStart.of(Time.system(), arguments);
    headStart.leave(run(arguments));
  }

  /** Runs one command line; the exit code is the contract's. Never ends the process. */
  static int run(String... arguments) {
    Terminal terminal = Terminal.ofProcess();
    Optional<Function<Terminal, Callable<Integer>>> named =
        arguments.length == 0 ? Optional.empty() : Optional.ofNullable(COMMANDS.get(arguments[0]));
    Callable<Integer> command = named.orElse(VisitCommand::new).apply(terminal);
    String[] rest =
        named.isPresent()
            ? java.util.Arrays.copyOfRange(arguments, 1, arguments.length)
            : arguments;
    int exit =
        new CommandLine(command)
            .setOut(writer(terminal.out()))
            .setErr(writer(terminal.err()))
            .setParameterExceptionHandler((wrong, _) -> usage(terminal, wrong))
            .execute(rest);
    List<String> complaints = terminal.unprintedComplaints();
    if (!complaints.isEmpty() && List.of(rest).contains("--json")) {
      terminal.print(JsonReport.failure(exit, complaints));
    }
    return exit;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** One line that names the guilty word, and where to read on. */
  private static int usage(Terminal terminal, ParameterException wrong) {
    String name = wrong.getCommandLine().getCommandName();
    String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
    terminal.fail(message + " (see " + name + " --help)");
    return Terminal.USAGE;
  }

  /** The version that the jar's manifest carries. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Optional.ofNullable(Naru.class.getPackage().getImplementationVersion());
      return new String[] {"naru " + version.orElse("(unpacked)")};
    }
  }
}
