package naru.nameserver;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import naru.wire.Rdata;

/**
 * Which server this is, among those that share an address or a name: what it says over NSID (RFC
 * 5001) and {@code id.server} (RFC 4892), and what software it is. Immutable.
 *
 * @param server for example {@code a.root-servers.net}; empty when it is not told
 * @param version for example {@code Naru 0.1}; empty when it is not told
 */
public record ServerIdentity(Optional<String> server, Optional<String> version) {
  /** Tells nothing. */
  public static final ServerIdentity HIDDEN =
      new ServerIdentity(Optional.empty(), Optional.empty());

  public ServerIdentity {
    server.ifPresent(ServerIdentity::checkLength);
    version.ifPresent(ServerIdentity::checkLength);
  }

  /** Tells which server it is, and that it is Naru. */
  public static ServerIdentity of(String server) {
    return new ServerIdentity(Optional.of(server), Optional.of("Naru"));
  }

  private static void checkLength(String text) {
    if (octets(text).length > Limits.IDENTITY_OCTETS) {
      throw new IllegalArgumentException("identity over " + Limits.IDENTITY_OCTETS + " octets");
    }
  }

  /** A text as the octets of an option or a character string. */
  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Optional<Rdata> nsid() {
    return server.map(text -> Rdata.of(octets(text)));
  }
}
