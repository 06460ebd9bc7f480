package naru.app;

import naru.wire.Name;
import naru.wire.Parsed;
import naru.world.World;

/** What a running world answers on its control socket: one word, or two. */
record WorldControl(World world) {
  /** The lines that it understands. */
  static final String MAP = "map";

  static final String RESOLVER_CACHE = "resolver-cache";
  static final String FLUSH = "flush ";

  String answer(String line) {
    if (line.equals(MAP)) {
      return world.map().toYaml();
    }
    if (line.equals(RESOLVER_CACHE)) {
      return String.join("\n", world.resolver().dump());
    }
    if (line.startsWith(FLUSH)) {
      return flush(line.substring(FLUSH.length()));
    }
    return "unknown: " + line;
  }

  private String flush(String text) {
    return switch (Name.parse(text)) {
      case Parsed.Malformed<Name> malformed -> "not a name: " + malformed;
      case Parsed.Ok<Name>(Name name) -> {
        world.operatingSystem().cache().flush(name);
        world.resolver().flush(name);
        yield "flushed " + name;
      }
    };
  }
}
