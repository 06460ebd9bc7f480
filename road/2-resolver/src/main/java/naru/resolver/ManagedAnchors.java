package naru.resolver;

import java.nio.file.Path;
import java.util.List;
import naru.config.Complaint;
import naru.config.Configured;
import naru.resolver.anchor.StateFile;
import naru.resolver.anchor.TrustPoint;

/**
 * Trust anchors of one zone that follow the zone's keys by themselves (RFC 5011), and the file that
 * they are kept in. The file begins as DS or DNSKEY records that the operator trusts; the resolver
 * then replaces it with its keys and their states. Immutable.
 *
 * @param file must be writable, as must its directory, for changes to survive a restart
 * @param state what the file said
 */
public record ManagedAnchors(Path file, TrustPoint state) {
  /** Reads a file; at least one complaint with file and line where it cannot be used. */
  public static Configured<ManagedAnchors> read(Path file) {
    return switch (StateFile.read(file)) {
      case Configured.Good<TrustPoint>(TrustPoint state) ->
          new Configured.Good<>(new ManagedAnchors(file, state));
      case Configured.Bad<TrustPoint>(List<Complaint> complaints) ->
          new Configured.Bad<>(complaints);
    };
  }
}
