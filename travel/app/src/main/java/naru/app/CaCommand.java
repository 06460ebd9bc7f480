package naru.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import naru.config.FileTrouble;
import naru.time.Time;
import naru.tls.Loaded;
import naru.tls.LocalCa;
import naru.tls.TlsTrouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code naru ca}: the local root certificate, made if there is none. */
@Command(
    name = "naru ca",
    description = "print, export or create the local root certificate",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  curl --cacert \"$(naru ca --path)\" https://www.naru.test/"})
final class CaCommand implements Callable<Integer> {
  @Option(names = "--path", description = "print the certificate's file instead")
  boolean path;

  @Option(names = "--export", paramLabel = "FILE", description = "write the certificate to FILE")
  Optional<Path> export = Optional.empty();

  @Option(
      names = "--permit",
      paramLabel = "NAME",
      description = "when created: the root may also vouch for NAME and below")
  List<String> permitted = List.of();

  private final Terminal terminal;

  CaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Places places = new Places(terminal.environment());
    return switch (LocalCa.open(places.authority(), permitted, Time.system().instant())) {
      case Loaded.Ready<LocalCa>(LocalCa ca) -> show(ca);
      case Loaded.Failed<LocalCa>(TlsTrouble trouble) -> terminal.fail(trouble.line());
    };
  }

  private int show(LocalCa ca) {
    if (export.isPresent()) {
      return write(ca, export.get());
    }
    terminal.print(path ? ca.rootFile() + "\n" : ca.rootPem());
    return Terminal.OK;
  }

  private int write(LocalCa ca, Path file) {
    try {
      Files.writeString(file, ca.rootPem());
      return Terminal.OK;
    } catch (IOException refused) {
      return terminal.fail(file + ": cannot be written: " + FileTrouble.reason(refused));
    }
  }
}
