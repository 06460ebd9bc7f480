package naru.tls;

import java.util.Optional;

/** Which identity a server shows, by the name the client asks for in SNI. Thread-safe. */
public interface Identities {

  /** The identity for this host; empty when it is not one of ours. Asked at each handshake. */
  Optional<Identity> identityFor(String host);

  /** What to show without SNI or for an unknown host; empty refuses the handshake. */
  Optional<Identity> otherwise();

  /** One identity for whoever asks. */
  static Identities always(Identity identity) {
    return new Identities() {
      @Override
      public Optional<Identity> identityFor(String host) {
        return Optional.of(identity);
      }

      @Override
      public Optional<Identity> otherwise() {
        return Optional.of(identity);
      }
    };
  }
}
