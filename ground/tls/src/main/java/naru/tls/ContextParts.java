package naru.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.List;
import javax.net.ssl.SSLException;

/** What client and server contexts have in common. Stateless. */
final class ContextParts {
  private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

  /** The hybrid group first, as browsers offer it; P-256 for certificates under TLS 1.2. */
  private static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256", "P-384"};

  private ContextParts() {}

  static SslContext build(SslContextBuilder builder, TlsEngine engine, List<String> alpn) {
    builder.sslProvider(engine.provider()).protocols(VERSIONS);
    if (!alpn.isEmpty()) {
      builder.applicationProtocolConfig(offer(alpn));
    }
    switch (engine) {
      case BORINGSSL ->
          builder
              .option(OpenSslContextOption.GROUPS, GROUPS)
              .option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, Limits.CHAIN_BYTES);
      case JSSE -> {} // its groups and limits are the JDK's: jdk.tls.namedGroups
    }
    try {
      return builder.build();
    } catch (SSLException misused) {
      throw new IllegalStateException("the TLS engine refuses its own settings", misused);
    }
  }

  /** The only behaviour that both engines know: no common protocol means none is selected. */
  private static ApplicationProtocolConfig offer(List<String> alpn) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        alpn);
  }
}
