package naru.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A client's side of TLS 1.2 and 1.3: SNI, ALPN, and the server's chain judged by {@link
 * TrustRoots}.
 *
 * <p>For each connection: {@link #handler}, then, when its handshake has ended, {@link #judged}
 * after a success or {@link #refused} after a failure. Connections of one {@code ClientTls} share
 * their session tickets. Thread-safe.
 */
public final class ClientTls {

  /**
   * How to connect.
   *
   * @param roots whom to believe
   * @param alpn protocols in the order of preference, as {@code h2}, {@code http/1.1}; may be empty
   * @param insecure whether to go on with whatever chain; the verdict is kept all the same
   */
  public record Settings(TrustRoots roots, List<String> alpn, boolean insecure, TlsEngine engine) {
    /** Keeps its own copy. */
    public Settings {
      alpn = List.copyOf(alpn);
    }
  }

  private final Settings settings;
  private final JudgingTrustManager judge;
  private final SslContext context;

  private ClientTls(Settings settings, JudgingTrustManager judge, SslContext context) {
    this.settings = settings;
    this.judge = judge;
    this.context = context;
  }

  /** Makes the context; the clock decides what has expired. */
  public static ClientTls of(Settings settings, InstantSource clock) {
    JudgingTrustManager judge = new JudgingTrustManager(settings, clock);
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .trustManager(judge)
            .endpointIdentificationAlgorithm(""); // names are the judge's, which can list them
    SslContext context = ContextParts.build(builder, settings.engine(), settings.alpn());
    return new ClientTls(settings, judge, context);
  }

  /**
   * A handler for one connection.
   *
   * @param host the name of the URL: goes into SNI unless it is an address (RFC 6066 §3), and must
   *     stand in the certificate
   */
  public SslHandler handler(ByteBufAllocator allocator, String host, int port) {
    return context.newHandler(allocator, withoutBrackets(host), port);
  }

  private static String withoutBrackets(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }

  /** The chain and its verdict after a handshake that succeeded. */
  public Optional<PeerChain> judged(SslHandler handler) {
    try {
      List<X509Certificate> sent = new ArrayList<>();
      for (Certificate certificate : handler.engine().getSession().getPeerCertificates()) {
        sent.add((X509Certificate) certificate);
      }
      return Optional.of(judge.judged(handler.engine().getPeerHost(), List.copyOf(sent)));
    } catch (SSLPeerUnverifiedException noHandshake) {
      return Optional.empty();
    }
  }

  /** The chain and its verdict, if that is why a handshake failed. */
  public static Optional<PeerChain> refused(Throwable failure) {
    return JudgingTrustManager.refused(failure);
  }

  /** The context itself: the place for a key log. */
  public SslContext context() {
    return context;
  }

  /** Whose TLS it is. */
  public TlsEngine engine() {
    return settings.engine();
  }
}
