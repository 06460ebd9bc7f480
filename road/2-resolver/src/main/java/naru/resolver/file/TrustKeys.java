package naru.resolver.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import naru.config.Complaint;
import naru.config.Configured;
import naru.config.YamlMap;
import naru.resolver.ManagedAnchors;
import naru.resolver.TrustAnchor;
import naru.resolver.TrustAnchorFile;
import naru.resolver.ValidationPolicy;
import naru.wire.Name;

/** Where chains of trust begin, and where nothing is validated. */
public final class TrustKeys {
  private TrustKeys() {}

  /** What the file says of trust anchors; other files are found in {@code directory}. */
  public static ValidationPolicy read(YamlMap top, Path directory) {
    List<TrustAnchor> anchors = new ArrayList<>();
    List<ManagedAnchors> managed = new ArrayList<>();
    for (YamlMap.Scalar item : top.scalars("trust-anchors")) {
      anchors.addAll(take(top, item, "trust-anchors", anchors(item, directory), List.of()));
    }
    for (YamlMap.Scalar item : top.scalars("managed-trust-anchors")) {
      managed(top, item, directory, anchors, managed);
    }
    return ValidationPolicy.of(anchors)
        .aggressive(top.flag("aggressive-nsec").orElse(true))
        .managing(managed)
        .except(
            top.parsedList(
                "negative-trust-anchors", text -> Name.parse(text).ok(), "a domain name"));
  }

  /** A record has blanks; what has none is a file. */
  private static Configured<List<TrustAnchor>> anchors(YamlMap.Scalar item, Path directory) {
    String text = item.text().strip();
    return text.chars().anyMatch(Character::isWhitespace)
        ? TrustAnchorFile.parse(text, "a record")
        : FilePaths.in(directory, text).map(TrustAnchorFile::read).orElseGet(() -> noFile(text));
  }

  private static void managed(
      YamlMap top,
      YamlMap.Scalar item,
      Path directory,
      List<TrustAnchor> fixed,
      List<ManagedAnchors> managed) {
    Configured<List<ManagedAnchors>> read =
        FilePaths.in(directory, item.text())
            .map(ManagedAnchors::read)
            .map(TrustKeys::alone)
            .orElseGet(() -> noFile(item.text()));
    for (ManagedAnchors each : take(top, item, "managed-trust-anchors", read, List.of())) {
      Name zone = each.state().zone();
      boolean twice =
          managed.stream().anyMatch(other -> other.state().zone().equals(zone))
              || fixed.stream().anyMatch(other -> other.zone().equals(zone));
      if (twice) {
        String text = "managed-trust-anchors: " + zone + " has other trust anchors already";
        top.complaints().add(item.line(), text);
      }
      managed.add(each);
    }
  }

  private static Configured<List<ManagedAnchors>> alone(Configured<ManagedAnchors> read) {
    return switch (read) {
      case Configured.Good<ManagedAnchors>(ManagedAnchors one) ->
          new Configured.Good<>(List.of(one));
      case Configured.Bad<ManagedAnchors>(List<Complaint> complaints) ->
          new Configured.Bad<>(complaints);
    };
  }

  private static <T> Configured<T> noFile(String text) {
    return new Configured.Bad<>(List.of(new Complaint(text, 0, "no name of a file")));
  }

  /** The value; what is wrong with it is told at the line that names it. */
  private static <T> T take(
      YamlMap top, YamlMap.Scalar item, String key, Configured<T> read, T otherwise) {
    return switch (read) {
      case Configured.Good<T>(T value) -> value;
      case Configured.Bad<T>(List<Complaint> complaints) -> {
        complaints.forEach(each -> top.complaints().add(item.line(), key + ": " + each));
        yield otherwise;
      }
    };
  }
}
