package naru.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import naru.time.Time;
import naru.tls.CertificateRecipe;
import naru.tls.Identities;
import naru.tls.Identity;
import naru.tls.ServerTls;
import naru.tls.TlsEngine;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import org.junit.jupiter.api.Test;

/** RFC 8484, with the JDK's own client on the other side. */
class DohTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String TYPE = "application/dns-message";

  /** The landing over HTTP or HTTPS, and a client that trusts it. */
  private record Door(Landing landing, HttpClient client, String origin) implements AutoCloseable {
    static Door plain() {
      Landing landing = Landing.on(service -> service.http(Landing.ANY_PORT));
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      return new Door(landing, client, "http://" + Addresses.text(landing.address()));
    }

    static Door secure() {
      Instant now = Time.system().instant();
      Identity identity =
          CertificateRecipe.server(
                  "CN=landing",
                  List.of("127.0.0.1"),
                  CertificateRecipe.newKeys(),
                  now.minus(Duration.ofHours(1)),
                  now.plus(Duration.ofHours(1)))
              .selfSigned();
      ServerTls tls =
          ServerTls.of(Identities.always(identity), List.of("h2", "http/1.1"), TlsEngine.best());
      Landing landing = Landing.on(service -> service.https(Landing.ANY_PORT, tls));
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(identity)).build();
      return new Door(landing, client, "https://" + Addresses.text(landing.address()));
    }

    private static SSLContext trusting(Identity identity) {
      try {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("landing", identity.leaf());
        TrustManagerFactory trust =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
      } catch (GeneralSecurityException | IOException failure) {
        throw new AssertionError(failure);
      }
    }

    HttpRequest.Builder to(String pathAndQuery) {
      return HttpRequest.newBuilder(URI.create(origin + pathAndQuery)).timeout(LONG);
    }

    HttpResponse<byte[]> get(String pathAndQuery) throws IOException, InterruptedException {
      return client.send(to(pathAndQuery).GET().build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String type, byte[] body) throws IOException, InterruptedException {
      return client.send(
          to("/dns-query")
              .header("content-type", type)
              .POST(BodyPublishers.ofByteArray(body))
              .build(),
          BodyHandlers.ofByteArray());
    }

    int status(String pathAndQuery) throws IOException, InterruptedException {
      return get(pathAndQuery).statusCode();
    }

    @Override
    public void close() {
      client.shutdownNow();
      landing.close();
    }
  }

  private static byte[] query(Name name) {
    return MessageCodec.encode(Landing.query(name));
  }

  private static String inUri(byte[] query) {
    return "/dns-query?dns=" + Base64.getUrlEncoder().withoutPadding().encodeToString(query);
  }

  private static void assertAnswers(HttpResponse<byte[]> response, Name name, int records) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains(TYPE);
    assertThat(response.headers().firstValue("cache-control")).contains("max-age=60");
    Message answer = MessageCodec.decode(response.body()).orThrow();
    assertThat(answer.id()).isEqualTo(4711);
    assertThat(Landing.owners(answer)).hasSize(records).containsOnly(name);
  }

  @Test
  void getAndPostOverHttp2() throws Exception {
    try (Door door = Door.secure()) {
      HttpResponse<byte[]> got = door.get(inUri(query(Landing.NAME)));
      HttpResponse<byte[]> posted = door.post(TYPE, query(Landing.BIG));

      assertThat(got.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertAnswers(got, Landing.NAME, 1);
      assertAnswers(posted, Landing.BIG, Landing.BIG_RECORDS);
    }
  }

  @Test
  void getAndPostOverHttp1() throws Exception {
    try (Door door = Door.plain()) {
      assertAnswers(door.get(inUri(query(Landing.NAME))), Landing.NAME, 1);
      assertAnswers(door.post(TYPE, query(Landing.BIG)), Landing.BIG, Landing.BIG_RECORDS);
    }
  }

  @Test
  void http2AnswersOvertakeASlowOne() throws Exception {
    try (Door door = Door.secure()) {
      var slow =
          door.client.sendAsync(
              door.to(inUri(query(Landing.SLOW))).GET().build(), BodyHandlers.ofByteArray());
      assertAnswers(door.get(inUri(query(Landing.NAME))), Landing.NAME, 1);
      assertThat(slow).isNotDone();
      door.landing.release.complete(true);
      assertAnswers(slow.join(), Landing.SLOW, 1);
    }
  }

  @Test
  void whatIsNoQuestionHasItsStatus() throws Exception {
    try (Door door = Door.plain()) {
      byte[] response = query(Landing.NAME);
      response[2] |= (byte) 0x80;

      assertThat(door.status("/dns-query")).isEqualTo(400);
      assertThat(door.status("/dns-query?dns=%21")).isEqualTo(400);
      assertThat(door.status("/dns-query?dns=AAAA")).isEqualTo(400);
      assertThat(door.status(inUri(response))).isEqualTo(400);
      assertThat(door.status("/other")).isEqualTo(404);
      assertThat(door.status("/dns-query?dns=" + "A".repeat(20_000))).isEqualTo(414);
      assertThat(door.post("text/plain", query(Landing.NAME)).statusCode()).isEqualTo(415);
      assertThat(door.post(TYPE, new byte[70_000]).statusCode()).isEqualTo(413);
      HttpResponse<byte[]> put =
          door.client.send(
              door.to("/dns-query").PUT(BodyPublishers.noBody()).build(),
              BodyHandlers.ofByteArray());
      assertThat(put.statusCode()).isEqualTo(405);
      assertThat(put.headers().firstValue("allow")).contains("GET, POST");
      assertThat(door.status(inUri(query(Landing.SILENT)))).isEqualTo(503);
      assertAnswers(door.get(inUri(query(Landing.NAME))), Landing.NAME, 1);
    }
  }

  /** HTTP/1.1 answers in order, however long the first takes (RFC 9112 §9.3.2). */
  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (Door door = Door.plain();
        SocketChannel channel = SocketChannel.open(door.landing.address())) {
      String requests = request(Landing.SLOW) + request(Landing.NAME) + request(Landing.BIG);
      channel.write(ByteBuffer.wrap(requests.getBytes(StandardCharsets.US_ASCII)));
      Time.system().after(Duration.ofMillis(100), () -> door.landing.release.complete(true));
      String all = readUntil(channel, "\3big\4naru\4test");

      assertThat(all.indexOf("\4slow")).isPositive().isLessThan(all.indexOf("\3www"));
      assertThat(all.indexOf("\3www")).isLessThan(all.indexOf("\3big"));
    }
  }

  private static String request(Name name) {
    return "GET " + inUri(query(name)) + " HTTP/1.1\r\nHost: landing\r\n\r\n";
  }

  private static String readUntil(SocketChannel channel, String end) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(100_000);
    String read = "";
    while (!read.contains(end) && channel.read(in) >= 0) {
      read = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
    }
    return read;
  }

  @Test
  void garbageOnTheSocketHurtsNobody() throws Exception {
    try (Door plain = Door.plain()) {
      throwAt(plain.landing.address());
      assertAnswers(plain.get(inUri(query(Landing.NAME))), Landing.NAME, 1);
    }
  }

  @Test
  void garbageBeforeAHandshakeHurtsNobody() throws Exception {
    try (Door secure = Door.secure()) {
      throwAt(secure.landing.address());
      assertAnswers(secure.get(inUri(query(Landing.NAME))), Landing.NAME, 1);
    }
  }

  private static void throwAt(InetSocketAddress server) throws IOException {
    SplittableRandom random = new SplittableRandom(8484);
    for (int i = 0; i < 300; i++) {
      try (SocketChannel channel = SocketChannel.open(server)) {
        byte[] octets = new byte[random.nextInt(2_000)];
        random.nextBytes(octets);
        byte[] request = request(Landing.NAME).getBytes(StandardCharsets.US_ASCII);
        int kept = random.nextInt(request.length);
        channel.write(ByteBuffer.wrap(request, 0, random.nextBoolean() ? kept : 0));
        channel.write(ByteBuffer.wrap(octets));
      } catch (IOException _) {
        // Closed by the server before all of it was written, as it may.
      }
    }
  }

  /** RFC 8484 §5.1 and RFC 2308 §5: a negative answer lives as long as its SOA says. */
  @Test
  void aNegativeAnswerIsFreshForTheSoasMinimum() {
    Name zone = Name.of("naru.test");
    RecordData soa = new RecordData.Soa(zone, zone, 1, 2, 3, 4, 30);
    Message answer =
        Message.answerTo(Landing.query(Landing.NAME))
            .rcode(Rcode.NXDOMAIN)
            .authority(new Record(zone, soa.type(), RecordClass.IN, 3600, soa.rdata()))
            .build();

    assertThat(DohRequests.freshSeconds(answer)).isEqualTo(30);
    assertThat(DohRequests.freshSeconds(answer.edit().withoutRecords().build())).isZero();
  }

  @Test
  void plainHttpIsForLoopbackOnly() {
    InetSocketAddress wild = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
    DnsService service = DnsService.on(Time.system(), query -> Optional.empty());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.http(wild))
        .withMessageContaining("loopback");
  }

  @Test
  void closingFreesThePort() {
    Landing landing = Landing.on(service -> service.http(Landing.ANY_PORT));
    InetSocketAddress address = landing.address();
    long start = Time.system().nanos();
    landing.close();

    assertThat(Time.system().millisSince(start)).isLessThan(1_500);
    Landing.on(service -> service.http(address)).close();
  }
}
