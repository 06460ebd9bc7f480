package naru.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import naru.time.Time;
import naru.tls.LocalCa;

/** A server with two sites on loopback, and clients that trust its local CA. */
final class SmallWorld implements AutoCloseable {
  static final int PATIENCE_MILLIS = 60_000;

  final Path root;
  final LocalCa ca;
  final WebServer server;
  final Queue<Access> log = new ConcurrentLinkedQueue<>();

  SmallWorld(Path directory) throws Exception {
    root = Files.createDirectories(directory.resolve("www"));
    Files.writeString(root.resolve("index.html"), "<!doctype html><title>home</title>");
    ca = LocalCa.open(directory.resolve("ca"), List.of(), Time.system().instant()).orThrow();
    InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    List<Site> sites =
        List.of(
            Site.of("localhost", new Folder(root)),
            new Site(List.of("page.localhost", "*.page.localhost"), Page.arrival()));
    ServerPlan plan =
        ServerPlan.of(
                List.of(any),
                List.of(any),
                sites,
                SiteIdentities.of(
                        Time.system(), ca, List.of("localhost", "page.localhost"), List.of(any))
                    .orThrow())
            .logging(log::add);
    server = running(WebServer.start(Time.system(), plan));
  }

  static WebServer running(Started started) {
    return switch (started) {
      case Started.Running(WebServer server) -> server;
      case Started.Refused(String reason) -> throw new AssertionError(reason);
    };
  }

  int httpPort() {
    return server.http().getFirst().getPort();
  }

  int httpsPort() {
    return server.https().getFirst().getPort();
  }

  URI http(String path) {
    return URI.create("http://localhost:" + httpPort() + path);
  }

  URI https(String path) {
    return URI.create("https://localhost:" + httpsPort() + path);
  }

  SSLContext trust() throws Exception {
    KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    roots.setCertificateEntry("root", ca.root());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  HttpClient client() throws Exception {
    return HttpClient.newBuilder()
        .sslContext(trust())
        .connectTimeout(Duration.ofMillis(PATIENCE_MILLIS))
        .build();
  }

  static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(Duration.ofMillis(PATIENCE_MILLIS));
  }

  static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(URI uri, String... headers) throws Exception {
    HttpRequest.Builder request = request(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = client()) {
      return send(client, request);
    }
  }

  Socket dial() throws IOException {
    Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), httpPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Sends these octets, and reads until the server closes. */
  String raw(String octets) throws IOException {
    try (Socket socket = dial()) {
      socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** One request of HTTP/1.1 that asks to close. */
  String ask(String target, String... headers) throws IOException {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return raw(
        "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more + "\r\n");
  }

  /** A page over TLS, as text; the name is asked for by SNI and held against the certificate. */
  String secure(String host, String target) throws Exception {
    try (Socket plain = new Socket(InetAddress.ofLiteral("127.0.0.1"), httpsPort());
        SSLSocket tls =
            (SSLSocket) trust().getSocketFactory().createSocket(plain, host, httpsPort(), true)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.setSoTimeout(PATIENCE_MILLIS);
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/plain\r\nConnection: close\r\n\r\n"
              .formatted(target, host);
      tls.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
