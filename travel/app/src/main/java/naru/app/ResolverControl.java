package naru.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import naru.config.ControlSocket;
import naru.config.RuntimeDirectory;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Parsed;

/**
 * What a running resolver answers on its control socket: the word {@code ok} or {@code failed} on a
 * line of its own, and then the answer's lines. Thread-safe.
 *
 * @param told is given what a reload came to
 */
record ResolverControl(ResolverProcess process, Consumer<List<String>> told) {
  /** The lines that it understands. */
  static final String RELOAD = "reload";

  static final String DUMP = "dump";
  static final String SERVERS = "servers";
  static final String FLUSH = "flush";
  static final String STATUS = "status";

  static final String OK = "ok";
  private static final String FAILED = "failed";

  /** Opens the socket; nothing where there is no place for it, or another has it. */
  Optional<ControlSocket> listen(Time time, Places places) {
    if (process.address().isEmpty()
        || !(RuntimeDirectory.open(places.runtime()) instanceof RuntimeDirectory.Found.Usable)) {
      return Optional.empty();
    }
    Path socket = places.resolverControl(process.address().get());
    return ControlSocket.open(time, socket, this::answer)
            instanceof ControlSocket.Opened.Ours(ControlSocket ours)
        ? Optional.of(ours)
        : Optional.empty();
  }

  String answer(String line) {
    String[] words = line.trim().split(" +", 2);
    String name = words.length > 1 ? words[1] : ".";
    return switch (words[0]) {
      case RELOAD -> reload();
      case DUMP -> named(name, from -> process.resolver().dump(from));
      case SERVERS -> named(name, from -> process.resolver().dumpServers(from));
      case FLUSH -> named(name, this::flush);
      case STATUS -> text(OK, process.doorLines());
      default -> text(FAILED, List.of("unknown: " + line));
    };
  }

  /** Reloads, and tells what came of it. */
  String reload() {
    return switch (process.reload()) {
      case ResolverProcess.Outcome.Done _ -> {
        told.accept(List.of("reloaded"));
        yield text(OK, List.of("reloaded"));
      }
      case ResolverProcess.Outcome.Refused(List<String> lines) -> {
        List<String> all = new ArrayList<>(lines);
        all.add("the former configuration stays in force");
        told.accept(all);
        yield text(FAILED, all);
      }
    };
  }

  private List<String> flush(Name from) {
    process.resolver().flush(from);
    return List.of("flushed " + from);
  }

  private interface Asked {
    List<String> from(Name name);
  }

  private static String named(String text, Asked asked) {
    return switch (Name.parse(text)) {
      case Parsed.Malformed<Name> malformed -> text(FAILED, List.of("not a name: " + malformed));
      case Parsed.Ok<Name>(Name name) -> text(OK, asked.from(name));
    };
  }

  private static String text(String first, List<String> lines) {
    return first + "\n" + String.join("\n", lines) + "\n";
  }
}
