package naru.proof.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.config.Complaint;
import naru.config.Configured;
import naru.resolver.ManagedAnchors;
import naru.resolver.ValidationPolicy;

/**
 * The files of trust anchors that follow their keys (RFC 5011), put where the resolver may write.
 */
final class ScenarioAnchors {
  private ScenarioAnchors() {}

  /** Those of a configuration block. */
  static List<ManagedAnchors> of(ConfigBlock block) {
    List<ManagedAnchors> managed = new ArrayList<>();
    block.anchorFiles().forEach((id, text) -> managed.add(read(id, text)));
    return managed;
  }

  private static ManagedAnchors read(String id, List<String> text) {
    return switch (ManagedAnchors.read(file(text))) {
      case Configured.Good<ManagedAnchors>(ManagedAnchors anchors) -> anchors;
      case Configured.Bad<ManagedAnchors>(List<Complaint> complaints) ->
          throw new Broken(1, "AUTOTRUST_FILE " + id + ": " + complaints);
    };
  }

  private static Path file(List<String> text) {
    try {
      Path file = Files.createTempFile("naru-anchors-", ".key");
      file.toFile().deleteOnExit();
      return Files.write(file, text);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** What the file says now; empty where there is none. */
  static Optional<List<AnchorStates.Anchor>> states(ValidationPolicy policy) {
    try {
      List<String> lines = new ArrayList<>();
      for (ManagedAnchors managed : policy.managed()) {
        lines.addAll(Files.readAllLines(managed.file()));
      }
      return policy.managed().isEmpty()
          ? Optional.empty()
          : Optional.of(AnchorStates.read(lines, 1));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
