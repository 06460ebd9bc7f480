package naru.app;

import java.util.List;
import java.util.Optional;
import naru.world.World;
import naru.world.WorldMap;

/** Where a command walks: inside a world, or on the real internet. */
sealed interface Internet extends AutoCloseable {
  /**
   * A world: one that runs elsewhere, or one of our own that ends with the command.
   *
   * @param own the one we run
   * @param open what ends with it, in this order
   */
  record Inside(WorldMap map, Optional<World> own, List<AutoCloseable> open) implements Internet {
    public Inside {
      open = List.copyOf(open);
    }

    @Override
    public void close() {
      Foreground.closeAll(open);
    }
  }

  /** The machine's own resolvers and addresses. */
  record Real() implements Internet {
    @Override
    public void close() {}
  }

  @Override
  void close();

  /** The map of the world, inside of one. */
  default Optional<WorldMap> worldMap() {
    return switch (this) {
      case Inside(WorldMap map, _, _) -> Optional.of(map);
      case Real() -> Optional.empty();
    };
  }
}
