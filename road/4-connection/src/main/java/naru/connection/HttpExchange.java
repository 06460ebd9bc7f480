package naru.connection;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import naru.journey.Detail;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Trace;
import naru.journey.VerdictCode;

/**
 * One request over a connection that stands: send it, read the head, pour the body into the sink,
 * and tell it as one step. Confined to the visit's thread.
 */
final class HttpExchange {
  private static final int PIECE = 16 << 10;

  private final Request request;
  private final BodySink sink;
  private final Trace.Span step;
  private final HttpStream stream;
  private final BooleanSupplier timeIsUp;
  private final List<String> interim = new ArrayList<>();
  private Optional<ResponseHead> head = Optional.empty();
  private long decodedOctets;

  private HttpExchange(
      Request request,
      BodySink sink,
      Trace.Span step,
      HttpStream stream,
      BooleanSupplier timeIsUp) {
    this.request = request;
    this.sink = sink;
    this.step = step;
    this.stream = stream;
    this.timeIsUp = timeIsUp;
  }

  static Exchanged run(
      Wire wire, Target target, Request request, BodySink sink, long deadline, Trace trace) {
    Trace.Span step = trace.begin(Step.Http::new, request.line()).peer(wire.peer());
    List<Field> fields = request.head(target);
    String protocol = wire.protocol();
    step.put("requestLine", request.line() + " " + protocol.toUpperCase(Locale.ROOT));
    step.put("requestHeaders", lines(fields));
    HttpStream stream =
        protocol.equals(Alpn.H2)
            ? Http2Stream.send(wire, target, request, fields, deadline)
            : Http1Stream.send(wire, request, fields, deadline);
    BooleanSupplier timeIsUp = () -> wire.time().nanos() - deadline > 0;
    return new HttpExchange(request, sink, step, stream, timeIsUp).run();
  }

  private Exchanged run() {
    try {
      ResponseHead last = readFinalHead();
      head = Optional.of(last);
      describe(last);
      pour(stream.body(last), last);
      count();
      step.end(Outcome.OK);
      return new Exchanged.Answered(
          last, stream.progress().bodyOctets(), decodedOctets, stream.progress().marks(true));
    } catch (Stopped stopped) {
      count();
      step.fail(stopped.why());
      return new Exchanged.Failed(stopped.why(), head, stream.progress().marks(false));
    } catch (IOException unexpected) {
      throw new IllegalStateException("only Stopped is thrown here", unexpected);
    }
  }

  /** RFC 9110 §15.2: any number of interim responses may come first; here a bounded one. */
  private ResponseHead readFinalHead() throws IOException {
    ResponseHead next = stream.readHead();
    while (next.isInterim()) {
      if (next.status() == 101) {
        throw Progress.malformed("a switch of protocols that nobody asked for", statusLine(next));
      }
      interim.add(statusLine(next));
      if (interim.size() > Limits.INTERIM_RESPONSES) {
        throw Progress.limit("interim responses", Limits.INTERIM_RESPONSES);
      }
      next = stream.readHead();
    }
    return next;
  }

  private void pour(InputStream body, ResponseHead last) throws IOException {
    List<String> codings = request.raw() ? List.of() : codings(last);
    String named = String.join(", ", codings);
    try (InputStream decoded = decoded(body, codings)) {
      byte[] piece = new byte[PIECE];
      for (int count = decoded.read(piece); count >= 0; count = decoded.read(piece)) {
        decodedOctets += count;
        if (decodedOctets > request.bodyLimit()) {
          throw Progress.limit("octets of a decoded body", request.bodyLimit());
        }
        sink.take(piece, 0, count);
        // A few octets may decode to many: the wire alone would not notice that time runs out.
        if (timeIsUp.getAsBoolean()) {
          throw stream.progress().timeUp();
        }
      }
    } catch (GzipStream.BadCoding broken) {
      throw badEncoding("the content coding \"%s\" cannot be undone: %s", named, broken.why());
    }
  }

  /** RFC 9110 §8.4: the codings in the order in which they were applied. */
  private static List<String> codings(ResponseHead last) {
    return last.elements("Content-Encoding").stream()
        .map(coding -> coding.toLowerCase(Locale.ROOT))
        .filter(coding -> !coding.equals("identity"))
        .toList();
  }

  private InputStream decoded(InputStream body, List<String> codings) throws IOException {
    if (head.filter(last -> last.hasNoBody(request.isHead())).isPresent()) {
      return body;
    }
    if (codings.size() > Limits.CODINGS) {
      throw Progress.limit("content codings", Limits.CODINGS);
    }
    InputStream plain = body;
    for (String coding : codings.reversed()) {
      // RFC 9110 §8.4.1.3: x-gzip is the same.
      if (!coding.equals("gzip") && !coding.equals("x-gzip")) {
        throw badEncoding("the content coding \"%s\" was not offered%s", coding, "");
      }
      plain = new GzipStream(plain);
    }
    return plain;
  }

  private static Stopped badEncoding(String format, String coding, String why) {
    return Progress.stop(
        VerdictCode.HTTP_BAD_ENCODING, format.formatted(Printable.ofOctets(coding), why));
  }

  private void describe(ResponseHead last) {
    step.put("status", last.status());
    step.put("reason", Printable.ofOctets(last.reason()));
    step.put("protocol", last.protocol());
    if (!interim.isEmpty()) {
      step.put("interim", interim);
    }
    step.put("responseHeaders", lines(last.fields()));
  }

  /** What was counted, however it ended. */
  private void count() {
    stream
        .progress()
        .firstByteMillis()
        .ifPresent(millis -> step.put("firstByteMillis", Detail.Value.of(millis)));
    step.put("bytesWire", stream.progress().bodyOctets());
    step.put("bytesDecoded", decodedOctets);
  }

  private static String statusLine(ResponseHead head) {
    return (head.status() + " " + Printable.ofOctets(head.reason())).strip();
  }

  private static List<String> lines(List<Field> fields) {
    List<String> lines = new ArrayList<>();
    fields.stream().limit(Limits.FIELDS_SHOWN).map(Field::line).forEach(lines::add);
    if (fields.size() > Limits.FIELDS_SHOWN) {
      lines.add("... and %d more".formatted(fields.size() - Limits.FIELDS_SHOWN));
    }
    return lines;
  }
}
