package naru.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import naru.config.Complaint;
import naru.config.Configured;
import naru.resolver.ResolverFile;
import naru.resolver.TrustAnchor;
import naru.resolver.TrustAnchorFile;
import picocli.CommandLine.Option;

/** The flags that say whom a resolver believes. */
final class TrustOptions {
  @Option(
      names = "--trust-anchor",
      paramLabel = "FILE",
      description = "DS or DNSKEY records to trust (default: those of the internet's root)")
  Optional<Path> trustAnchor = Optional.empty();

  @Option(names = "--no-validation", description = "believe answers without checking signatures")
  boolean noValidation;

  /** The settings with what the flags say; complaints of the anchors' file. */
  Configured<ResolverFile> applied(ResolverFile settings) {
    if (noValidation) {
      return new Configured.Good<>(settings.withoutValidation());
    }
    Configured<List<TrustAnchor>> read =
        trustAnchor.map(TrustAnchorFile::read).orElseGet(() -> new Configured.Good<>(List.of()));
    return switch (read) {
      case Configured.Bad<List<TrustAnchor>>(List<Complaint> complaints) ->
          new Configured.Bad<>(complaints);
      case Configured.Good<List<TrustAnchor>>(List<TrustAnchor> anchors) ->
          new Configured.Good<>(settings.trusting(anchors));
    };
  }
}
