package naru.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import naru.time.Time;

/**
 * Answers requests: read what is asked, find the site, let its content answer. Runs on event loops;
 * a look at the disk happens on a virtual thread. Thread-safe.
 */
final class RequestHandler implements Handler<HttpServerRequest> {
  private final Time time;
  private final ServerPlan plan;
  private final SiteTable sites;
  private final ConnectionWatch watch;

  RequestHandler(Time time, ServerPlan plan, ConnectionWatch watch) {
    this.time = time;
    this.plan = plan;
    this.sites = new SiteTable(plan.sites(), plan.otherwise());
    this.watch = watch;
  }

  @Override
  public void handle(HttpServerRequest request) {
    Exchange exchange = new Exchange(time, watch, plan.accessLog(), request);
    if (exchange.bodyIsTooLarge()) {
      exchange.answer(Reply.words(413, "Content Too Large").closing());
      return;
    }
    exchange.drainBody();
    switch (Asked.of(request)) {
      case Asked.Broken(int status, String reason) ->
          exchange.answer(Reply.words(status, reason).closing());
      case Asked.Abilities() -> exchange.answer(abilities());
      case Asked.Location asked -> {
        exchange.host(asked.host());
        answer(exchange, asked);
      }
    }
  }

  /** Answers what is not HTTP, or too long to be read. */
  void garbled(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Reply reply =
        cause instanceof TooLongHttpLineException
            ? Reply.words(414, "URI Too Long")
            : cause instanceof TooLongHttpHeaderException
                ? Reply.words(431, "Request Header Fields Too Large")
                : Reply.words(400, "Bad Request");
    new Exchange(time, watch, plan.accessLog(), request).answer(reply.closing());
  }

  private static Reply abilities() {
    return Reply.of(204, Map.of(), new Reply.Nothing()).with("Allow", allowed());
  }

  private static String allowed() {
    return String.join(", ", Asked.METHODS);
  }

  private void answer(Exchange exchange, Asked.Location asked) {
    switch (asked.method()) {
      case "GET", "HEAD" -> {
        switch (sites.contentFor(asked.host())) {
          case Folder folder -> fromFolder(exchange, folder, asked);
          case Page(var writer) -> exchange.answer(page(writer.apply(exchange.arrival())));
        }
      }
      case "OPTIONS" -> exchange.answer(abilities());
      default -> exchange.answer(Reply.words(405, "Method Not Allowed").with("Allow", allowed()));
    }
  }

  private static Reply page(Page.Text page) {
    // It tells of one request, so nobody may keep it for another.
    return Reply.text(200, page.mediaType(), page.text())
        .with("Cache-Control", "no-store")
        .with("Vary", "Accept");
  }

  private void fromFolder(Exchange exchange, Folder folder, Asked.Location asked) {
    Optional<StoredFile> fresh = folder.fresh(asked.location(), time.nanos());
    if (fresh.isPresent()) {
      exchange.answer(reply(exchange, asked, new Found.Stored(fresh.get())));
      return;
    }
    time.start(
        "look for a file",
        () -> {
          Found found = folder.look(asked.location(), time.nanos());
          exchange.loop().runOnContext(_ -> exchange.answer(reply(exchange, asked, found)));
        });
  }

  private Reply reply(Exchange exchange, Asked.Location asked, Found found) {
    boolean get = asked.method().equals("GET");
    return FileReply.of(found, asked.location(), get, exchange::header, time.instant());
  }
}
