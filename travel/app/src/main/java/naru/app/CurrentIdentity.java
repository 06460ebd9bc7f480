package naru.app;

import java.util.Optional;
import naru.tls.Identities;
import naru.tls.Identity;

/** The identity of one door, which can be replaced by a renewed one. Thread-safe: one field. */
final class CurrentIdentity implements Identities {
  private volatile Identity now;

  CurrentIdentity(Identity first) {
    now = first;
  }

  /** From the next handshake on. */
  void become(Identity other) {
    now = other;
  }

  @Override
  public Optional<Identity> identityFor(String host) {
    return Optional.of(now);
  }

  @Override
  public Optional<Identity> otherwise() {
    return Optional.of(now);
  }
}
