package naru.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@link TrustRoots} judge inside the handshake, so that the server hears an alert.
 *
 * <p>A verdict is kept for the moment after the handshake, when somebody asks for it. Guarded by
 * the monitor of {@code verdicts}, held for map operations only.
 */
final class JudgingTrustManager extends X509ExtendedTrustManager {
  private final ClientTls.Settings settings;
  private final InstantSource clock;
  private final Map<Key, PeerChain> verdicts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, PeerChain> eldest) {
          return size() > Limits.VERDICTS;
        }
      };

  private record Key(String host, List<X509Certificate> sent) {}

  JudgingTrustManager(ClientTls.Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    PeerChain judged = judge(engine.getPeerHost(), List.of(chain));
    if (judged.verdict().trusted() || settings.insecure()) {
      synchronized (verdicts) {
        verdicts.put(new Key(judged.host(), judged.sent()), judged);
      }
      return;
    }
    throw refusal(judged);
  }

  /** The verdict of a handshake that succeeded; after a resumption the old chain is judged anew. */
  PeerChain judged(String host, List<X509Certificate> sent) {
    synchronized (verdicts) {
      PeerChain kept = verdicts.remove(new Key(host, sent));
      if (kept != null) {
        return kept;
      }
    }
    return judge(host, sent);
  }

  private PeerChain judge(String host, List<X509Certificate> sent) {
    return new PeerChain(host, sent, settings.roots().judge(sent, host, clock.instant()));
  }

  /** BoringSSL takes the alert from a number; JSSE always sends certificate_unknown. */
  private CertificateException refusal(PeerChain judged) {
    ChainRefused refused = new ChainRefused(judged);
    return switch (settings.engine()) {
      case BORINGSSL -> new OpenSslCertificateException(refused, alert(judged.verdict()));
      case JSSE -> refused;
    };
  }

  /** RFC 8446 §6.2: certificate_expired, unknown_ca, bad_certificate. */
  private static int alert(ChainVerdict verdict) {
    return switch (verdict) {
      case ChainVerdict.Trusted trusted -> CertificateVerifier.X509_V_OK;
      case ChainVerdict.Expired expired -> CertificateVerifier.X509_V_ERR_CERT_HAS_EXPIRED;
      case ChainVerdict.NotYetValid early -> CertificateVerifier.X509_V_ERR_CERT_NOT_YET_VALID;
      case ChainVerdict.UnknownIssuer unknown ->
          CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
      case ChainVerdict.MissingIntermediate missing ->
          CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
      case ChainVerdict.SelfSigned selfSigned ->
          CertificateVerifier.X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT;
      case ChainVerdict.WrongName wrong -> CertificateVerifier.X509_V_ERR_CERT_REJECTED;
      case ChainVerdict.Unfit unfit -> CertificateVerifier.X509_V_ERR_CERT_REJECTED;
    };
  }

  static Optional<PeerChain> refused(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ChainRefused refused) {
        return Optional.of(refused.chain());
      }
    }
    return Optional.empty();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("only engines are judged here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("only engines are judged here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("clients are not judged here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("clients are not judged here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("clients are not judged here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0]; // a client names none (RFC 8446 §4.2.4)
  }
}
