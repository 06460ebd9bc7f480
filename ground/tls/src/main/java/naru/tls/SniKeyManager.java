package naru.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the identity that SNI asks for (RFC 6066 §3), under either engine.
 *
 * <p>An engine first asks for an alias and then for what it stands for; the alias carries the
 * serial number, so that a renewed leaf is another one. Guarded by the monitor of {@code aliases},
 * held for map operations only.
 */
final class SniKeyManager extends X509ExtendedKeyManager {
  private final Identities identities;
  private final Map<String, Identity> aliases =
      new LinkedHashMap<>(Limits.ALIASES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Identity> eldest) {
          return size() > Limits.ALIASES;
        }
      };

  SniKeyManager(Identities identities) {
    this.identities = identities;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return choose(keyType, engine.getHandshakeSession());
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(keyType, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
  }

  private @Nullable String choose(String keyType, @Nullable SSLSession session) {
    return askedName(session)
        .flatMap(identities::identityFor)
        .or(identities::otherwise)
        .filter(identity -> fits(identity, keyType))
        .map(this::remember)
        .orElse(null);
  }

  private static Optional<String> askedName(@Nullable SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      for (SNIServerName name : extended.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          return Optional.of(host.getAsciiName());
        }
      }
    }
    return Optional.empty();
  }

  /** Engines say {@code EC}, {@code EC_EC}, {@code RSA}, ...: the last word is the key's kind. */
  private static boolean fits(Identity identity, String keyType) {
    String algorithm = identity.key().getAlgorithm();
    return keyType.equals(algorithm) || keyType.endsWith("_" + algorithm);
  }

  private String remember(Identity identity) {
    X509Certificate leaf = identity.leaf();
    String alias = leaf.getSubjectX500Principal() + "#" + leaf.getSerialNumber();
    synchronized (aliases) {
      aliases.put(alias, identity);
    }
    return alias;
  }

  private Optional<Identity> known(String alias) {
    synchronized (aliases) {
      return Optional.ofNullable(aliases.get(alias));
    }
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return known(alias).map(it -> it.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return known(alias).map(Identity::key).orElse(null);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
