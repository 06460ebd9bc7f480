package naru.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.config.FileTrouble;
import naru.connection.Field;
import naru.connection.HttpVersions;
import naru.connection.Request;
import naru.names.NameLookup;
import naru.visit.VisitSettings;
import naru.wire.RecordType;
import picocli.CommandLine.Option;

/** The flags that shape the connection and the request, named as in curl. */
final class RequestOptions {
  @Option(names = "--cacert", paramLabel = "FILE", description = "PEM trust roots")
  Optional<Path> cacert = Optional.empty();

  @Option(names = "--connect-timeout", paramLabel = "S", description = "seconds (default 10)")
  double connectTimeout = 10; // a BigDecimal would cost the start 10 ms and 100 MB

  @Option(names = "--max-time", paramLabel = "S", description = "seconds (default 60)")
  double maxTime = 60;

  @Option(
      names = {"-4", "--ipv4"},
      description = "IPv4 addresses only")
  boolean four;

  @Option(
      names = {"-6", "--ipv6"},
      description = "IPv6 addresses only")
  boolean six;

  @Option(
      names = {"-L", "--location"},
      description = "follow redirects")
  boolean follow;

  @Option(
      names = {"-X", "--request"},
      paramLabel = "METHOD",
      description = "method to send")
  Optional<String> method = Optional.empty();

  @Option(
      names = {"-H", "--header"},
      paramLabel = "LINE",
      description = "one more header")
  List<String> headers = List.of();

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DATA",
      description = "body, or @FILE")
  List<String> data = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "write the body to FILE")
  List<Path> output = List.of();

  @Option(
      names = {"-I", "--head"},
      description = "ask for the head only")
  boolean head;

  @Option(
      names = {"-k", "--insecure"},
      description = "go on with a certificate that is not trusted")
  boolean insecure;

  @Option(names = "--http1.1", description = "HTTP/1.1 only")
  boolean http1;

  @Option(names = "--http2", description = "HTTP/2 where the server has it (default)")
  boolean http2;

  @Option(
      names = {"-f", "--fail"},
      description = "a status of 400 and above is a failure")
  boolean fail;

  @Option(names = "--raw", description = "leave the body in its coding")
  boolean raw;

  /** What the flags mean; empty when one of them could not be understood, which was said. */
  Optional<VisitSettings> settings(Terminal terminal) {
    try {
      return Optional.of(settings());
    } catch (IOException unreadable) {
      terminal.fail("--data: cannot be read: " + FileTrouble.reason(unreadable));
      return Optional.empty();
    }
  }

  /** What cannot be meant, before anything is started. */
  Optional<String> complaint() {
    if (four && six) {
      return Optional.of("-4 and -6 leave no address");
    }
    if (http1 && http2) {
      return Optional.of("--http1.1 and --http2 exclude each other");
    }
    if (!(connectTimeout > 0 && maxTime > 0)) { // so that NaN is none either
      return Optional.of("--connect-timeout and --max-time must be above 0");
    }
    if (head && !data.isEmpty()) {
      return Optional.of("-I asks for the head only, -d sends a body: one of them");
    }
    if (output.contains(Path.of("-"))) {
      return Optional.of("-o -: stdout belongs to the report; name a file");
    }
    Optional<String> sent = method.filter(m -> !m.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+"));
    if (sent.isPresent()) {
      return Optional.of("-X: \"" + sent.get() + "\" is no method");
    }
    return headers.stream()
        .filter(line -> !line.contains(":") || !Request.sendable(field(line)))
        .findFirst()
        .map(line -> "-H: \"" + line + "\" is no header line");
  }

  private VisitSettings settings() throws IOException {
    List<RecordType> families = new ArrayList<>(NameLookup.BOTH_FAMILIES);
    if (four) {
      families.remove(RecordType.AAAA);
    }
    if (six) {
      families.remove(RecordType.A);
    }
    Optional<byte[]> body = data.isEmpty() ? Optional.empty() : Optional.of(body());
    Optional<String> sent = head ? Optional.of(method.orElse("HEAD")) : method;
    return new VisitSettings(
        duration(connectTimeout),
        duration(maxTime),
        families,
        http1 ? HttpVersions.ONE : HttpVersions.NEWEST,
        follow,
        fail,
        raw,
        sent,
        headers.stream().map(RequestOptions::field).toList(),
        body,
        VisitSettings.USUAL.dialling());
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(Math.min(seconds, 86_400) * 1e9));
  }

  private static Field field(String line) {
    int colon = line.indexOf(':');
    return new Field(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
  }

  /** Several become one, joined by an ampersand, as in curl. */
  private byte[] body() throws IOException {
    List<String> parts = new ArrayList<>();
    for (String part : data) {
      parts.add(
          part.startsWith("@")
              ? Files.readString(Path.of(part.substring(1)), StandardCharsets.ISO_8859_1)
                  .replaceAll("[\r\n]", "")
              : new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
    return String.join("&", parts).getBytes(StandardCharsets.ISO_8859_1);
  }
}
