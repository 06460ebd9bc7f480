package naru.server;

import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import naru.time.Time;

/** Sends one answer. Confined to the connection's event loop, but for reading large files. */
final class ReplyWriter {
  private final Time time;
  private final Exchange exchange;
  private final HttpServerResponse response;

  ReplyWriter(Time time, Exchange exchange) {
    this.time = time;
    this.exchange = exchange;
    this.response = exchange.request().response();
  }

  void write(Reply reply) {
    boolean head = exchange.request().method().equals(HttpMethod.HEAD);
    response.setStatusCode(reply.status());
    response.putHeader("Server", "naru");
    response.putHeader("Date", HttpDate.text(time.instant().getEpochSecond()));
    reply.headers().forEach(response::putHeader);
    if (!(reply.body() instanceof Reply.Nothing)) {
      response.putHeader("Content-Length", Long.toString(reply.body().length()));
    }
    if (reply.closes() && !exchange.isHttp2()) {
      response.putHeader("Connection", "close");
    }
    body(reply, head)
        .onComplete(outcome -> {
          exchange.sent(reply, head);
          if (outcome.failed()) {
            exchange.giveUp();
          }
        });
  }

  private Future<Void> body(Reply reply, boolean head) {
    if (head) {
      return response.end();
    }
    return switch (reply.body()) {
      case Reply.Nothing() -> response.end();
      case Reply.Octets octets -> response.end(buffer(octets));
      case Reply.FilePart part ->
          exchange.isHttp2() ? new FilePump(time, exchange).send(part) : region(part);
    };
  }

  private static Buffer buffer(Reply.Octets octets) {
    int length = Math.toIntExact(octets.length());
    return BufferInternal.buffer(Unpooled.wrappedBuffer(octets.array(), octets.offset(), length));
  }

  /** The kernel sends the file itself; over TLS it is read piece by piece. */
  private Future<Void> region(Reply.FilePart part) {
    try {
      FileChannel file =
          FileChannel.open(part.file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      if (file.size() < part.offset() + part.length()) {
        file.close();
        return Future.failedFuture(part.file() + " became shorter");
      }
      return response.sendFile(file, part.offset(), part.length()).eventually(() -> closed(file));
    } catch (IOException gone) {
      return Future.failedFuture(gone);
    }
  }

  static Future<Void> closed(FileChannel file) {
    try {
      file.close();
    } catch (IOException _) {
      // it was only read
    }
    return Future.succeededFuture();
  }
}
