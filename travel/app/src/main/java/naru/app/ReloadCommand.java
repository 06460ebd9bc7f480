package naru.app;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import naru.report.Ink;
import naru.time.Time;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code naru reload}: tells a running resolver to read its configuration anew. */
@Command(
    name = "naru reload",
    mixinStandardHelpOptions = true,
    description = "Lets a running resolver read its configuration anew; a bad one changes nothing.",
    footer = {"", "Example:", "  naru reload 127.0.0.1:5353"})
final class ReloadCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ADDR:PORT",
      description = "where it listens (default: the only one that runs)")
  Optional<String> address = Optional.empty();

  private final Terminal terminal;

  ReloadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RunningResolvers running =
        new RunningResolvers(Time.system(), new Places(terminal.environment()));
    return switch (running.tell(address, ResolverControl.RELOAD)) {
      case RunningResolvers.Told.Failed(List<String> lines) -> terminal.fail(lines);
      case RunningResolvers.Told.Answer(List<String> lines) -> {
        lines.forEach(line -> terminal.line(Ink.clean(line)));
        yield Terminal.OK;
      }
    };
  }
}
