package naru.server;

import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import naru.time.Time;

/**
 * Sends a large file over HTTP/2, whose flow control no kernel knows: a virtual thread reads the
 * next piece while the one before it is on its way. Used once.
 */
final class FilePump {
  private final Time time;
  private final HttpServerResponse response;
  private final Context loop;
  private final Promise<Void> done = Promise.promise();

  FilePump(Time time, Exchange exchange) {
    this.time = time;
    this.response = exchange.request().response();
    this.loop = exchange.loop();
  }

  Future<Void> send(Reply.FilePart part) {
    time.start("send " + part.file().getFileName(), () -> pump(part));
    return done.future();
  }

  private void pump(Reply.FilePart part) {
    try (FileChannel file =
        FileChannel.open(part.file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long end = part.offset() + part.length();
      naru.time.Promise<Boolean> before = time.promise();
      before.complete(true);
      for (long at = part.offset(); at < end; ) {
        ByteBuffer piece = read(file, at, end);
        at += piece.remaining();
        if (!taken(before)) {
          done.fail("the client takes nothing more");
          return;
        }
        before = write(piece);
      }
      if (taken(before)) {
        loop.runOnContext(_ -> response.end().onComplete(done));
      } else {
        done.fail("the client takes nothing more");
      }
    } catch (IOException broken) {
      loop.runOnContext(_ -> done.fail(broken));
    }
  }

  private static boolean taken(naru.time.Promise<Boolean> written) {
    Optional<Boolean> outcome = written.await(Limits.IDLE);
    return outcome.orElse(false);
  }

  private static ByteBuffer read(FileChannel file, long at, long end) throws IOException {
    ByteBuffer piece =
        ByteBuffer.allocate(Math.toIntExact(Math.min(Limits.PIECE_OCTETS, end - at)));
    if (file.read(piece, at) <= 0) {
      throw new EOFException("the file became shorter");
    }
    return piece.flip();
  }

  private naru.time.Promise<Boolean> write(ByteBuffer piece) {
    naru.time.Promise<Boolean> written = time.promise();
    loop.runOnContext(_ -> {
      if (response.closed()) {
        written.complete(false);
        return;
      }
      response
          .write(BufferInternal.buffer(Unpooled.wrappedBuffer(piece)))
          .onComplete(outcome -> written.complete(outcome.succeeded()));
    });
    return written;
  }
}
