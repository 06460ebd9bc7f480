package naru.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import naru.tls.Loaded;
import naru.tls.TrustRoots;

/** Whom a visit trusts: the file given, else the world's root and the system's. */
final class Trust {
  private Trust() {}

  static Loaded<TrustRoots> roots(Optional<Path> given, Internet internet, Places places) {
    if (given.isPresent()) {
      return TrustRoots.file(given.get());
    }
    Path local =
        internet
            .worldMap()
            .map(map -> map.authority())
            .orElse(places.authority().resolve("root.pem"));
    return Files.exists(local)
        ? TrustRoots.file(local).then(root -> new Loaded.Ready<>(root.and(TrustRoots.system())))
        : new Loaded.Ready<>(TrustRoots.system());
  }
}
