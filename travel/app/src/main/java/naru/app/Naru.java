package naru.app;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line's entry. Confined to the thread that calls it. */
@Command(
    name = "naru",
    mixinStandardHelpOptions = true,
    versionProvider = Naru.Version.class,
    description = "Walks the whole road between a client and a server.")
public final class Naru implements Runnable {
  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command line; the exit code is the contract's. Never ends the process. */
  static int run(String... arguments) {
    return new CommandLine(new Naru()).execute(arguments);
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
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
