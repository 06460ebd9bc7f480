package naru.app;

import java.util.List;
import java.util.function.Function;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.world.World;

/** What a running world answers on its control socket: a word, and perhaps a name. */
record WorldControl(World world) {
  /** The word for the world's map; the others are those of a resolver. */
  static final String MAP = "map";

  String answer(String line) {
    String[] words = line.trim().split(" +", 2);
    String name = words.length > 1 ? words[1] : ".";
    return switch (words[0]) {
      case MAP -> world.map().toYaml();
      case ResolverControl.DUMP -> named(name, from -> world.resolver().dump(from));
      case ResolverControl.SERVERS -> named(name, from -> world.resolver().dumpServers(from));
      case ResolverControl.FLUSH -> named(name, this::flush);
      default -> "unknown: " + line;
    };
  }

  private List<String> flush(Name name) {
    world.operatingSystem().cache().flush(name);
    world.resolver().flush(name);
    return List.of("flushed " + name);
  }

  private static String named(String text, Function<Name, List<String>> asked) {
    return switch (Name.parse(text)) {
      case Parsed.Malformed<Name> malformed -> "not a name: " + malformed;
      case Parsed.Ok<Name>(Name name) -> String.join("\n", asked.apply(name));
    };
  }
}
