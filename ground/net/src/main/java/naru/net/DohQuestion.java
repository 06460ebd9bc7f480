package naru.net;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Parsed;

/** What an HTTP request asks of a DNS server (RFC 8484 §4.1): a question, or why not. Immutable. */
sealed interface DohQuestion {
  /** Where a server is asked, on every one that there is. */
  String PATH = "/dns-query";

  /** The type of questions and answers. */
  String MEDIA_TYPE = "application/dns-message";

  /** A question that can be read. */
  record Asked(Message message, int octets) implements DohQuestion {}

  /** No question of ours, and what HTTP calls that. */
  record Refused(HttpResponseStatus status) implements DohQuestion {}

  /** Reads a request. */
  static DohQuestion of(FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      boolean tooLong = request.decoderResult().cause() instanceof TooLongFrameException;
      return new Refused(
          tooLong ? HttpResponseStatus.REQUEST_URI_TOO_LONG : HttpResponseStatus.BAD_REQUEST);
    }
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    try {
      if (!uri.path().equals(PATH)) {
        return new Refused(HttpResponseStatus.NOT_FOUND);
      }
      if (request.method().equals(HttpMethod.GET)) {
        return inUri(uri);
      }
    } catch (IllegalArgumentException _) {
      // A broken percent escape.
      return new Refused(HttpResponseStatus.BAD_REQUEST);
    }
    return request.method().equals(HttpMethod.POST)
        ? inBody(request)
        : new Refused(HttpResponseStatus.METHOD_NOT_ALLOWED);
  }

  private static DohQuestion inUri(QueryStringDecoder uri) {
    List<String> values = uri.parameters().getOrDefault("dns", List.of());
    if (values.size() != 1) {
      return new Refused(HttpResponseStatus.BAD_REQUEST);
    }
    // RFC 8484 §6: base64url without padding; bad text throws what the caller expects.
    return read(Base64.getUrlDecoder().decode(values.getFirst()));
  }

  private static DohQuestion inBody(FullHttpRequest request) {
    Optional<CharSequence> type =
        Optional.ofNullable(request.headers().get(HttpHeaderNames.CONTENT_TYPE))
            .map(HttpUtil::getMimeType);
    boolean ours = type.filter(t -> MEDIA_TYPE.equalsIgnoreCase(t.toString())).isPresent();
    return ours
        ? read(ByteBufUtil.getBytes(request.content()))
        : new Refused(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE);
  }

  private static DohQuestion read(byte[] octets) {
    if (octets.length > MessageCodec.MAX_OCTETS) {
      return new Refused(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
    }
    if (!Answering.isQuestion(octets, octets.length)) {
      return new Refused(HttpResponseStatus.BAD_REQUEST);
    }
    return switch (MessageCodec.decode(octets)) {
      case Parsed.Ok<Message>(Message message) -> new Asked(message, octets.length);
      case Parsed.Malformed<Message> _ -> new Refused(HttpResponseStatus.BAD_REQUEST);
    };
  }
}
