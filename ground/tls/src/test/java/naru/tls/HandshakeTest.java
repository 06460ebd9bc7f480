package naru.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real handshakes over loopback, server and client under each engine. */
class HandshakeTest {
  private static final int PATIENCE_SECONDS = 10;

  private static EventLoopGroup loops;

  @TempDir Path temporary;

  @BeforeAll
  static void start() {
    loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  }

  @AfterAll
  static void stop() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** How a handshake ended for the client, and how for the server. */
  private record Outcome(
      Optional<PeerChain> chain, String protocol, String version, Optional<String> serverFailure) {
    ChainVerdict verdict() {
      return chain.orElseThrow().verdict();
    }
  }

  private static Outcome shake(ServerTls server, ClientTls client, String host) throws Exception {
    BlockingQueue<Optional<String>> serverEnds = new LinkedBlockingQueue<>();
    Channel listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                initializer(channel -> reporting(server.handler(channel.alloc()), serverEnds)))
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    Channel connection =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(initializer(channel -> client.handler(channel.alloc(), host, 443)))
            .connect(listener.localAddress())
            .sync()
            .channel();
    try {
      SslHandler handler = connection.pipeline().get(SslHandler.class);
      var handshake = handler.handshakeFuture().await();
      Optional<PeerChain> chain =
          handshake.isSuccess() ? client.judged(handler) : ClientTls.refused(handshake.cause());
      Optional<String> serverEnd = serverEnds.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(serverEnd).as("the server's end").isNotNull();
      return new Outcome(
          chain,
          Optional.ofNullable(handler.applicationProtocol()).orElse(""),
          handler.engine().getSession().getProtocol(),
          serverEnd);
    } finally {
      connection.close().sync();
      listener.close().sync();
    }
  }

  private static SslHandler reporting(SslHandler handler, BlockingQueue<Optional<String>> ends) {
    var _ =
        handler
            .handshakeFuture()
            .addListener(
                end -> ends.add(Optional.ofNullable(end.cause()).map(Throwable::toString)));
    return handler;
  }

  private static ChannelInitializer<Channel> initializer(Function<Channel, ChannelHandler> first) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(first.apply(channel));
      }
    };
  }

  private LocalCa ca() {
    return LocalCa.open(temporary.resolve("ca"), List.of(), Pki.NOW).orThrow();
  }

  /** Knows names under naru.test; whoever asks for something else sees localhost. */
  private static ServerTls site(LocalCa ca, TlsEngine engine) {
    Identities sites =
        new Identities() {
          @Override
          public Optional<Identity> identityFor(String host) {
            return host.endsWith("naru.test")
                ? Optional.of(ca.identityFor(host, Pki.NOW).orThrow())
                : Optional.empty();
          }

          @Override
          public Optional<Identity> otherwise() {
            return Optional.of(ca.identityFor("localhost", Pki.NOW).orThrow());
          }
        };
    return ServerTls.of(sites, List.of("h2", "http/1.1"), engine);
  }

  private static ClientTls client(
      TrustRoots roots, TlsEngine engine, boolean insecure, Instant now) {
    return ClientTls.of(
        new ClientTls.Settings(roots, List.of("h2", "http/1.1"), insecure, engine),
        InstantSource.fixed(now));
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void choosesTheCertificateBySniAndTrustsIt(TlsEngine engine) throws Exception {
    Preheat.run();
    assumeTrue(engine.available());
    LocalCa ca = ca();
    ServerTls server = site(ca, engine);
    ClientTls client = client(ca.trust(), engine, false, Pki.NOW);
    for (String host : List.of("www.naru.test", "WEB.naru.test", "www.naru.test", "localhost")) {
      Outcome outcome = shake(server, client, host);
      assertThat(outcome.verdict()).isInstanceOf(ChainVerdict.Trusted.class);
      assertThat(outcome.protocol()).isEqualTo("h2");
      assertThat(outcome.version()).isEqualTo("TLSv1.3");
      assertThat(outcome.serverFailure()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void refusesAWrongNameAndTellsTheServer(TlsEngine engine) throws Exception {
    assumeTrue(engine.available());
    LocalCa ca = ca();
    ClientTls client = client(ca.trust(), engine, false, Pki.NOW);
    Outcome outcome = shake(site(ca, engine), client, "other.test");
    assertThat(outcome.verdict())
        .isEqualTo(new ChainVerdict.WrongName("other.test", List.of("localhost")));
    assertThat(outcome.serverFailure()).isPresent();
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void refusesAnExpiredCertificate(TlsEngine engine) throws Exception {
    assumeTrue(engine.available());
    LocalCa ca = ca();
    Instant later = Pki.NOW.plus(Duration.ofDays(100));
    ClientTls client = client(ca.trust(), engine, false, later);
    Outcome outcome = shake(site(ca, engine), client, "www.naru.test");
    assertThat(outcome.verdict())
        .isInstanceOfSatisfying(
            ChainVerdict.Expired.class,
            it -> assertThat(it.notAfter()).isEqualTo(Pki.NOW.plus(Duration.ofDays(90))));
    assertThat(outcome.serverFailure()).isPresent();
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void refusesAnUnknownIssuer(TlsEngine engine) throws Exception {
    assumeTrue(engine.available());
    ClientTls client = client(new Pki().trust, engine, false, Pki.NOW);
    assertThat(shake(site(ca(), engine), client, "www.naru.test").verdict())
        .isInstanceOf(ChainVerdict.UnknownIssuer.class);
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void insecureGoesOnButKeepsTheVerdict(TlsEngine engine) throws Exception {
    assumeTrue(engine.available());
    ClientTls client = client(TrustRoots.none(), engine, true, Pki.NOW);
    Outcome outcome = shake(site(ca(), engine), client, "www.naru.test");
    assertThat(outcome.protocol()).isEqualTo("h2");
    assertThat(outcome.verdict()).isInstanceOf(ChainVerdict.UnknownIssuer.class);
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void showsAnRsaIdentityToo(TlsEngine engine) throws Exception {
    assumeTrue(engine.available());
    Pki pki = new Pki();
    Identity rsa =
        Pki.server(Pki.BEFORE, Pki.AFTER, Pki.rsa(2048), Pki.HOST).issuedBy(pki.intermediate);
    ServerTls server = ServerTls.of(Identities.always(rsa), List.of(), engine);
    Outcome outcome = shake(server, client(pki.trust, engine, false, Pki.NOW), Pki.HOST);
    assertThat(outcome.verdict().trusted()).isTrue();
    assertThat(outcome.protocol()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void aServerWithoutTheNameAndWithoutAnotherRefuses(TlsEngine engine) throws Exception {
    assumeTrue(engine.available());
    Identities nobody =
        new Identities() {
          @Override
          public Optional<Identity> identityFor(String host) {
            return Optional.empty();
          }

          @Override
          public Optional<Identity> otherwise() {
            return Optional.empty();
          }
        };
    ServerTls server = ServerTls.of(nobody, List.of(), engine);
    Outcome outcome = shake(server, client(TrustRoots.none(), engine, true, Pki.NOW), Pki.HOST);
    assertThat(outcome.chain()).isEmpty();
    assertThat(outcome.serverFailure()).isPresent();
  }
}
