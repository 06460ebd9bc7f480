package naru.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** Whose TLS it is: named in evidence, so that nobody wonders which library sent an alert. */
public enum TlsEngine {
  /** Google's library, through netty-tcnative: quicker, and it can tell its secrets. */
  BORINGSSL("BoringSSL", SslProvider.OPENSSL),
  /** The JDK's own. */
  JSSE("JSSE", SslProvider.JDK);

  private final String title;
  private final SslProvider provider;

  TlsEngine(String title, SslProvider provider) {
    this.title = title;
    this.provider = provider;
  }

  /** BoringSSL where its native library loads, JSSE elsewhere. */
  public static TlsEngine best() {
    return BORINGSSL.available() ? BORINGSSL : JSSE;
  }

  /** Whether this machine has it. */
  public boolean available() {
    return switch (this) {
      case BORINGSSL -> OpenSsl.isAvailable();
      case JSSE -> true;
    };
  }

  /** Its name. */
  public String title() {
    return title;
  }

  /** Its name and version. */
  public String version() {
    return switch (this) {
      case BORINGSSL -> OpenSsl.versionString() + " (netty-tcnative)";
      case JSSE -> title + " (JDK " + Runtime.version() + ")";
    };
  }

  /** The same for Netty. */
  public SslProvider provider() {
    return provider;
  }
}
