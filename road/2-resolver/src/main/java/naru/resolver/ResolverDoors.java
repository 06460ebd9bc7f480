package naru.resolver;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a resolver can be asked. Immutable.
 *
 * @param plain over UDP and TCP
 * @param tls over TLS (RFC 7858)
 * @param https over HTTPS (RFC 8484)
 * @param certificate for TLS and HTTPS; without one the local CA makes one
 */
public record ResolverDoors(
    List<InetSocketAddress> plain,
    List<InetSocketAddress> tls,
    List<InetSocketAddress> https,
    Optional<Certificate> certificate) {
  /** None. */
  public static final ResolverDoors NONE =
      new ResolverDoors(List.of(), List.of(), List.of(), Optional.empty());

  public ResolverDoors {
    plain = List.copyOf(plain);
    tls = List.copyOf(tls);
    https = List.copyOf(https);
  }

  /** PEM files of a certificate chain and of its key. */
  public record Certificate(Path chain, Path key) {}

  /** Whether there is no way in at all. */
  public boolean isEmpty() {
    return plain.isEmpty() && tls.isEmpty() && https.isEmpty();
  }
}
