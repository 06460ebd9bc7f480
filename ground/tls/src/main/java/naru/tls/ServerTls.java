package naru.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.KeyManagerFactoryWrapper;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/**
 * A server's side of TLS 1.2 and 1.3: one context for all names, the certificate chosen by SNI
 * inside the handshake.
 *
 * <p>Netty takes {@link #handler}; Vert.x takes {@link #keyManagerFactory} (its {@code
 * KeyCertOptions.wrap}) and needs no SNI switch of its own. Immutable, thread-safe.
 */
public final class ServerTls {
  private final TlsEngine engine;
  private final KeyManagerFactory keys;
  private final SslContext context;

  private ServerTls(TlsEngine engine, KeyManagerFactory keys, SslContext context) {
    this.engine = engine;
    this.keys = keys;
    this.context = context;
  }

  /**
   * Makes the context.
   *
   * @param alpn protocols in the order of preference, as {@code h2}, {@code http/1.1}; may be empty
   */
  public static ServerTls of(Identities identities, List<String> alpn, TlsEngine engine) {
    KeyManagerFactory keys = keyManagerFactory(identities, engine);
    SslContext context = ContextParts.build(SslContextBuilder.forServer(keys), engine, alpn);
    return new ServerTls(engine, keys, context);
  }

  /** Keys chosen by SNI, without a context: for libraries that make their own. */
  public static KeyManagerFactory keyManagerFactory(Identities identities, TlsEngine engine) {
    KeyManagerFactory plain = new KeyManagerFactoryWrapper(new SniKeyManager(identities));
    return switch (engine) {
      // Without the cache a private key would be converted for BoringSSL at each handshake.
      case BORINGSSL -> new OpenSslCachingX509KeyManagerFactory(plain, Limits.ALIASES);
      case JSSE -> plain;
    };
  }

  /** A handler for one accepted connection. */
  public SslHandler handler(ByteBufAllocator allocator) {
    return context.newHandler(allocator);
  }

  /** The context itself. */
  public SslContext context() {
    return context;
  }

  /** The keys of this context. */
  public KeyManagerFactory keyManagerFactory() {
    return keys;
  }

  /** Whose TLS it is. */
  public TlsEngine engine() {
    return engine;
  }
}
