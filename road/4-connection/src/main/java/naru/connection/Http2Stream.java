package naru.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import naru.journey.Cause;
import naru.journey.VerdictCode;
import naru.time.Promise;

/** One exchange on a stream of HTTP/2, RFC 9113. Confined to the visit's thread. */
final class Http2Stream implements HttpStream {
  /** RFC 9113 §8.2.2: these belong to a connection of HTTP/1.1. */
  private static final Set<String> NOT_HERE =
      Set.of(
          "host", "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private static final Pattern STATUS = Pattern.compile("[1-9][0-9]{2}");

  /** How the codec says that a body has not the length of its head. */
  private static final Pattern LENGTH_DIFFERS =
      Pattern.compile("amount of data (\\d+) does not match content-length header (\\d+)");

  /** How the codec says that a head is far above what we announced. */
  private static final String HEAD_TOO_LARGE = "Header size exceeded";

  private final Wire wire;
  private final Http2FrameStream stream;
  private final Progress progress;
  private final long deadline;
  private final boolean answersHead;
  private boolean ended;

  private Http2Stream(
      Wire wire, Http2FrameStream stream, Progress progress, long deadline, boolean answersHead) {
    this.wire = wire;
    this.stream = stream;
    this.progress = progress;
    this.deadline = deadline;
    this.answersHead = answersHead;
  }

  /** Sends the request. */
  static Http2Stream send(
      Wire wire, Target target, Request request, List<Field> head, long deadlineNanos) {
    Channel channel = wire.channel();
    Http2FrameStream stream = channel.pipeline().get(HttpFrames.Streams.class).newStream();
    Promise<Boolean> sent = wire.time().promise();
    Progress progress = new Progress(wire.time(), wire.time().nanos(), sent);
    var headers = new DefaultHttp2HeadersFrame(headers(target, request, head), noBody(request));
    channel
        .eventLoop()
        .execute(() -> {
          wire.tell(channel.write(headers.stream(stream)), request.body().isEmpty(), sent);
          request
              .body()
              .map(Unpooled::wrappedBuffer)
              .map(content -> new DefaultHttp2DataFrame(content, true).stream(stream))
              .ifPresent(frame -> wire.tell(channel.write(frame), true, sent));
          channel.flush();
        });
    return new Http2Stream(wire, stream, progress, deadlineNanos, request.isHead());
  }

  private static boolean noBody(Request request) {
    return request.body().isEmpty();
  }

  private static Http2Headers headers(Target target, Request request, List<Field> head) {
    String authority =
        head.stream()
            .filter(field -> field.is("Host"))
            .map(Field::value)
            .findFirst()
            .orElse(target.authority());
    Http2Headers headers =
        new DefaultHttp2Headers()
            .method(request.method())
            .scheme(target.scheme())
            .authority(authority)
            .path(request.path());
    for (Field field : head) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!NOT_HERE.contains(name)) {
        headers.add(name, field.value());
      }
    }
    return headers;
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public ResponseHead readHead() throws IOException {
    while (true) {
      switch (next()) {
        case Arrival.Head(List<Field> fields, boolean last, long atNanos) -> {
          progress.received(0, atNanos);
          ended = last;
          return head(fields);
        }
        case Arrival.Data _ ->
            throw Progress.malformed("DATA before HEADERS (RFC 9113 §8.1)", "DATA");
        case Arrival.Bytes _,
            Arrival.HandshakeDone _,
            Arrival.HandshakeFailed _,
            Arrival.StreamReset _,
            Arrival.GoAway _,
            Arrival.Unsent _,
            Arrival.Broken _,
            Arrival.Closed _ -> {}
      }
    }
  }

  private static ResponseHead head(List<Field> fields) throws IOException {
    String status =
        fields.stream()
            .filter(field -> field.is(":status"))
            .map(Field::value)
            .findFirst()
            .orElse("");
    if (!STATUS.matcher(status).matches()) {
      throw Progress.malformed("not a status", ":status: " + Printable.ofOctets(status));
    }
    List<Field> rest = fields.stream().filter(field -> !field.name().startsWith(":")).toList();
    if (rest.size() > Limits.FIELDS) {
      throw Progress.limit("fields of a response head", Limits.FIELDS);
    }
    return new ResponseHead(Alpn.H2, Integer.parseInt(status), "", rest);
  }

  @Override
  public InputStream body(ResponseHead head) throws IOException {
    Optional<Long> length = Http1Stream.contentLength(head);
    progress.inBody(head.hasNoBody(answersHead) ? Optional.empty() : length);
    return new Body();
  }

  /** The next arrival that does not end the exchange. */
  private Arrival next() throws IOException {
    Optional<Arrival> arrival = wire.take(deadline);
    if (arrival.isEmpty()) {
      throw progress.timeUp();
    }
    Optional<Stopped> stop = stopped(arrival.get());
    if (stop.isPresent()) {
      throw stop.get();
    }
    return arrival.get();
  }

  private Optional<Stopped> stopped(Arrival arrival) {
    return switch (arrival) {
      case Arrival.StreamReset(long code) ->
          Optional.of(reset("the server reset the stream with " + error(code), ""));
      case Arrival.GoAway(long code, int lastStream, Octets debug) -> {
        boolean ours = code == Http2Error.NO_ERROR.code() && lastStream >= stream.id();
        yield ours
            ? Optional.empty()
            : Optional.of(reset("the server sent GOAWAY with " + error(code), said(debug)));
      }
      case Arrival.Closed(Arrival.Ending how) ->
          Optional.of(how == Arrival.Ending.RESET ? progress.reset() : progress.closed());
      case Arrival.Broken(Throwable why) -> Optional.of(broken(why));
      case Arrival.Unsent(Throwable why) ->
          Optional.of(reset("the request could not be sent", ": " + text(why)));
      case Arrival.HandshakeFailed(Throwable why) ->
          Optional.of(new Stopped(WireInput.broken(wire, why)));
      case Arrival.Bytes _, Arrival.HandshakeDone _, Arrival.Head _, Arrival.Data _ ->
          Optional.empty();
    };
  }

  private static Stopped reset(String what, String more) {
    return Progress.stop(VerdictCode.HTTP_STREAM_RESET, what + more);
  }

  private static String said(Octets debug) {
    return debug.count() == 0 ? "" : ", saying \"" + Printable.of(debug.array()) + "\"";
  }

  /** RFC 9113 §7. */
  private static String error(long code) {
    for (Http2Error known : Http2Error.values()) {
      if (known.code() == code) {
        return known.name() + " (" + code + ")";
      }
    }
    return "the unknown error " + code;
  }

  private Stopped broken(Throwable why) {
    for (Throwable cause = why; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return new Stopped(WireInput.broken(wire, why));
      }
      if (cause instanceof Http2Exception.HeaderListSizeException) {
        return Progress.limit("octets of a response head", Limits.HEAD);
      }
      if (cause instanceof Http2Exception h2) {
        return malformed(h2);
      }
    }
    return Progress.malformed("HTTP/2 frames that cannot be read", text(why));
  }

  private Stopped malformed(Http2Exception why) {
    if (String.valueOf(why.getMessage()).startsWith(HEAD_TOO_LARGE)) {
      return Progress.limit("octets of a response head", Limits.HEAD);
    }
    Matcher differs = LENGTH_DIFFERS.matcher(String.valueOf(why.getMessage()));
    if (differs.find() && Long.parseLong(differs.group(1)) < Long.parseLong(differs.group(2))) {
      return progress.truncated(Long.parseLong(differs.group(1)));
    }
    String text = text(why);
    return new Stopped(
        new Cause(
            VerdictCode.HTTP_MALFORMED,
            "the server breaks HTTP/2 (%s): %s".formatted(why.error(), text),
            List.of("the codec says: " + text)));
  }

  private static String text(Throwable why) {
    return Printable.of(String.valueOf(why.getMessage()));
  }

  /** DATA frames up to the one that ends the stream, RFC 9113 §8.1. */
  private final class Body extends BodyStream {
    private Octets octets = Octets.NONE;
    private int at;

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      while (at == octets.count()) {
        if (ended) {
          return end();
        }
        accept(next());
      }
      int count = Math.min(length, octets.count() - at);
      System.arraycopy(octets.array(), at, target, from, count);
      at += count;
      return count;
    }

    private int end() throws IOException {
      if (progress.promised().filter(length -> length != progress.bodyOctets()).isPresent()) {
        throw progress.truncated(progress.bodyOctets());
      }
      return -1;
    }

    private void accept(Arrival arrival) {
      switch (arrival) {
        case Arrival.Data(Octets more, int windowOctets, boolean last) -> {
          octets = more;
          at = 0;
          ended = last;
          progress.received(more.count(), wire.time().nanos());
          progress.bodyReceived(more.count());
          var window = new DefaultHttp2WindowUpdateFrame(windowOctets).stream(stream);
          var _ = wire.channel().writeAndFlush(window);
        }
        case Arrival.Head(List<Field> trailers, boolean last, long atNanos) -> ended = last;
        case Arrival.Bytes _,
            Arrival.HandshakeDone _,
            Arrival.HandshakeFailed _,
            Arrival.StreamReset _,
            Arrival.GoAway _,
            Arrival.Unsent _,
            Arrival.Broken _,
            Arrival.Closed _ -> {}
      }
    }
  }
}
