package naru.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import naru.time.Time;
import naru.tls.CertificateRecipe;
import naru.tls.Identity;
import naru.tls.TlsEngine;
import naru.tls.TrustRoots;

/** A root that the client believes, and servers good and bad. */
final class Pki {
  static final String HOST = "www.naru.test";
  private static final Instant NOW = Time.system().instant();
  static final Instant BEFORE = NOW.minus(Duration.ofDays(30));
  static final Instant AFTER = NOW.plus(Duration.ofDays(60));
  static final Instant ENDED = NOW.minus(Duration.ofDays(1));

  static final Identity ROOT = authority("CN=Small Root").selfSigned();
  static final Identity STRANGER = authority("CN=Stranger").selfSigned();
  static final TrustRoots TRUST = TrustRoots.of("the small world", List.of(ROOT.leaf()));

  private Pki() {}

  static CertificateRecipe authority(String subject) {
    return CertificateRecipe.authority(subject, CertificateRecipe.newKeys(), BEFORE, AFTER);
  }

  static CertificateRecipe server(Instant until, String... names) {
    return CertificateRecipe.server(
        "CN=server", List.of(names), CertificateRecipe.newKeys(), BEFORE, until);
  }

  static Identity good() {
    return server(AFTER, HOST).issuedBy(ROOT);
  }

  static Connector client(TlsEngine engine) {
    return new Connector(Time.system(), TRUST, false, engine);
  }

  static Connector client() {
    return client(TlsEngine.best());
  }
}
