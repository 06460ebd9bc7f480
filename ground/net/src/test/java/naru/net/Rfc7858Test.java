package naru.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import naru.time.Promise;
import naru.time.Time;
import naru.tls.CertificateRecipe;
import naru.tls.Identities;
import naru.tls.Identity;
import naru.tls.ServerTls;
import naru.tls.TlsEngine;
import naru.tls.TrustRoots;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Rdata;
import org.junit.jupiter.api.Test;

/** DNS over TLS: the listener with the JDK's own client, and our client with our listener. */
class Rfc7858Test {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Identity IDENTITY = identity();

  private final Time time = Time.system();
  private final Exchanges exchanges =
      Exchanges.system(time).trusting(TrustRoots.of("the test's", List.of(IDENTITY.leaf())));

  private static Identity identity() {
    Instant now = Time.system().instant();
    return CertificateRecipe.server(
            "CN=landing",
            List.of("dns.landing.test"),
            CertificateRecipe.newKeys(),
            now.minus(Duration.ofHours(1)),
            now.plus(Duration.ofHours(1)))
        .selfSigned();
  }

  private static ServerTls tls() {
    return ServerTls.of(Identities.always(IDENTITY), List.of("dot"), TlsEngine.best());
  }

  private static Landing landing() {
    return Landing.on(service -> service.tls(Landing.ANY_PORT, tls()));
  }

  private Exchanged ask(Server server, Name name) {
    return exchanges.ask(server, Landing.query(name), LONG, time.promise());
  }

  private static Server strictly(InetSocketAddress address) {
    return new Server.OverTls(address, Optional.of("dns.landing.test"));
  }

  private static Exchanged.Answered answered(Exchanged outcome) {
    assertThat(outcome).isInstanceOf(Exchanged.Answered.class);
    return (Exchanged.Answered) outcome;
  }

  /** Asks over the JDK's TLS. */
  private record Client(SSLSocket socket, DataOutputStream out, DataInputStream in)
      implements AutoCloseable {
    static Client to(InetSocketAddress address, String... alpn)
        throws IOException, GeneralSecurityException {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Credulous()}, new SecureRandom());
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(alpn);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new Client(
          socket,
          new DataOutputStream(socket.getOutputStream()),
          new DataInputStream(socket.getInputStream()));
    }

    void send(byte[] message) throws IOException {
      byte[] framed = new byte[2 + message.length];
      framed[0] = (byte) (message.length >> 8);
      framed[1] = (byte) message.length;
      System.arraycopy(message, 0, framed, 2, message.length);
      out.write(framed);
    }

    Message next() throws IOException {
      byte[] message = new byte[in.readUnsignedShort()];
      in.readFully(message);
      return MessageCodec.decode(message).orThrow();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Believes everybody: what is tested is DNS. */
  private static final class Credulous extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void section32TheListenerSpeaksDotAndDoesWithoutAlpn()
      throws IOException, GeneralSecurityException {
    try (Landing landing = landing()) {
      try (Client client = Client.to(landing.address(), "dot")) {
        assertThat(client.socket().getApplicationProtocol()).isEqualTo("dot");
        client.send(MessageCodec.encode(Landing.query(Landing.NAME)));
        assertThat(Landing.owners(client.next())).containsExactly(Landing.NAME);
      }
      try (Client client = Client.to(landing.address())) {
        client.send(MessageCodec.encode(Landing.query(Landing.BIG)));
        assertThat(client.next().answers()).hasSize(Landing.BIG_RECORDS);
      }
    }
  }

  @Test
  void section33QuestionsGoSideBySideAndOvertakeASlowOne()
      throws IOException, GeneralSecurityException {
    try (Landing landing = landing();
        Client client = Client.to(landing.address(), "dot")) {
      client.send(MessageCodec.encode(Landing.query(Landing.SLOW)));
      for (int i = 0; i < 300; i++) {
        client.send(MessageCodec.encode(Landing.query(Landing.NAME).edit().id(i).build()));
      }
      boolean[] seen = new boolean[300];
      for (int i = 0; i < 300; i++) {
        seen[client.next().id()] = true;
      }
      assertThat(seen).containsOnly(true);
      landing.release.complete(true);
      assertThat(Landing.owners(client.next())).containsExactly(Landing.SLOW);
    }
  }

  @Test
  void garbageIsAFormatErrorAndTheEnd() throws IOException, GeneralSecurityException {
    try (Landing landing = landing();
        Client client = Client.to(landing.address(), "dot")) {
      byte[] cut = MessageCodec.encode(Landing.query(Landing.NAME));
      client.send(java.util.Arrays.copyOf(cut, cut.length - 3));
      assertThat(client.next().rcode()).hasToString("FORMERR");
      assertThat(client.in().read()).isNegative();
    }
  }

  @Test
  void rfc7828TheIdleTimeIsToldHereToo() throws IOException, GeneralSecurityException {
    DnsHandler plain = q -> Optional.of(Message.answerTo(q.message()).edns(Edns.plain()).build());
    Edns.Option wanted = new Edns.Option(Edns.Option.TCP_KEEPALIVE, Rdata.of(new byte[0]));
    try (DnsListener listener =
            Landing.opened(DnsService.on(time, plain).tls(Landing.ANY_PORT, tls()).open());
        Client client = Client.to(listener.addresses().getFirst(), "dot")) {
      Edns edns = Edns.plain().with(wanted);
      client.send(MessageCodec.encode(Landing.query(Landing.NAME).edit().edns(edns).build()));
      assertThat(client.next().edns().orElseThrow().option(Edns.Option.TCP_KEEPALIVE)).isPresent();
    }
  }

  @Test
  void ourClientSpeaksToOurListener() {
    try (Landing landing = landing()) {
      var answer = answered(ask(strictly(landing.address()), Landing.BIG));
      assertThat(answer.transport()).isEqualTo(Transport.TLS);
      assertThat(answer.message().id()).isEqualTo(4711);
      assertThat(answer.message().answers()).hasSize(Landing.BIG_RECORDS);
    }
  }

  @Test
  void manyQuestionsShareAConnection() {
    List<InetSocketAddress> peers = new CopyOnWriteArrayList<>();
    DnsHandler noting =
        query -> {
          peers.add(query.peer().orElseThrow());
          return Optional.of(Landing.answerTo(query.message(), false));
        };
    try (DnsListener listener =
        Landing.opened(DnsService.on(time, noting).tls(Landing.ANY_PORT, tls()).open())) {
      Server server = strictly(listener.addresses().getFirst());
      List<Promise<Exchanged>> all = new ArrayList<>();
      for (int i = 0; i < 250; i++) {
        Promise<Exchanged> outcome = time.promise();
        time.start("asker", () -> outcome.complete(ask(server, Landing.NAME)));
        all.add(outcome);
      }
      all.forEach(outcome -> answered(outcome.await()));
    }
    assertThat(peers).hasSize(250);
    // All at once: as many connections as 100 a connection need, and a last one may be late.
    assertThat(peers.stream().distinct().count()).isBetween(1L, 4L);
  }

  @Test
  void section4StrictMeansTheNameAndOpportunisticMeansAnybody() {
    try (Landing landing = landing()) {
      Exchanged wrong =
          ask(new Server.OverTls(landing.address(), Optional.of("dns.other.test")), Landing.NAME);
      assertThat(wrong).isInstanceOf(Exchanged.Unreachable.class);
      assertThat(((Exchanged.Unreachable) wrong).reason()).contains("dns.other.test");
      answered(ask(new Server.OverTls(landing.address(), Optional.empty()), Landing.NAME));
      Exchanged unknown =
          Exchanges.system(time)
              .trusting(TrustRoots.none())
              .ask(strictly(landing.address()), Landing.query(Landing.NAME), LONG, time.promise());
      assertThat(unknown).isInstanceOf(Exchanged.Unreachable.class);
    }
  }

  @Test
  void whereNothingListensItIsSaidAtOnce() {
    InetSocketAddress closed;
    try (Landing landing = landing()) {
      closed = landing.address();
    }
    assertThat(ask(strictly(closed), Landing.NAME))
        .isEqualTo(new Exchanged.Unreachable(Transport.TLS, "Connection refused"));
  }

  @Test
  void whoSpeaksNoTlsIsUnreachable() {
    try (Landing landing = Landing.on(service -> service.http(Landing.ANY_PORT))) {
      assertThat(ask(strictly(landing.address()), Landing.NAME))
          .isInstanceOf(Exchanged.Unreachable.class);
    }
  }

  @Test
  void aConnectionThatWasClosedMeanwhileIsDialledAnew() {
    try (Landing landing = landing()) {
      Server server = strictly(landing.address());
      answered(ask(server, Landing.NAME));
      exchanges.close();
      answered(ask(server, Landing.NAME));
    }
  }

  @Test
  void silenceTakesTheLimitAndACancelEndsIt() {
    try (Landing landing = landing()) {
      Server server = strictly(landing.address());
      Exchanged silent =
          exchanges.ask(
              server, Landing.query(Landing.SILENT), Duration.ofMillis(300), time.promise());
      assertThat(silent).isEqualTo(new Exchanged.TimedOut(Transport.TLS, List.of()));
      Promise<Boolean> cancelled = time.promise();
      time.after(Duration.ofMillis(50), () -> cancelled.complete(true));
      assertThat(exchanges.ask(server, Landing.query(Landing.SILENT), LONG, cancelled))
          .isEqualTo(new Exchanged.Cancelled());
      answered(ask(server, Landing.NAME));
    }
  }
}
