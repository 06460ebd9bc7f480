package naru.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Does once what a first handshake would otherwise wait for: the engine's native library, the
 * tables of P-256, the path validator.
 *
 * <p>Takes some hundred milliseconds in a new JVM, so it is run beside other work, and a visit's
 * clock never contains it. Sends nothing, keeps nothing. Thread-safe.
 */
public final class Preheat {
  private Preheat() {}

  /** Warms everything; a second run costs about a millisecond. */
  public static void run() {
    engine();
    cryptography();
  }

  /** The TLS engine and a client context. */
  public static void engine() {
    var settings = new ClientTls.Settings(TrustRoots.none(), List.of(), false, TlsEngine.best());
    var _ = ClientTls.of(settings, InstantSource.fixed(Instant.EPOCH));
  }

  /** Signing, verifying, and reading certificates by the JDK. */
  public static void cryptography() {
    KeyPair keys = CertificateRecipe.newKeys();
    if (!Identity.belongTogether(keys.getPrivate(), keys.getPublic())) {
      throw new IllegalStateException("this JDK cannot verify what it signs");
    }
    try {
      var _ = CertificateFactory.getInstance("X.509");
      var _ = CertPathValidator.getInstance("PKIX");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK validates certificates", impossible);
    }
  }
}
