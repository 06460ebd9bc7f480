package naru.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import naru.time.Time;

/**
 * A running web server. Its threads are daemons; whoever started it closes it. Thread-safe.
 *
 * <pre>
 * plan -> Listeners -> connection -> RequestHandler -> Site's Content -> Reply -> ReplyWriter
 * </pre>
 */
public final class WebServer implements AutoCloseable {
  private final Vertx vertx;
  private final ConnectionWatch watch;
  private final List<InetSocketAddress> http;
  private final List<InetSocketAddress> https;

  private WebServer(
      Vertx vertx,
      ConnectionWatch watch,
      List<InetSocketAddress> http,
      List<InetSocketAddress> https) {
    this.vertx = vertx;
    this.watch = watch;
    this.http = http;
    this.https = https;
  }

  /** Opens every address of the plan, or none. */
  public static Started start(Time time, ServerPlan plan) {
    return start(time, plan, Bounds.USUAL);
  }

  static Started start(Time time, ServerPlan plan, Bounds bounds) {
    Optional<String> trouble = trouble(plan);
    if (trouble.isPresent()) {
      return new Started.Refused(trouble.get());
    }
    Vertx vertx = LeanVertx.open(plan.threads(), new ConnectionGate(bounds.connections()));
    ConnectionWatch watch = new ConnectionWatch(time, bounds);
    Listeners listeners = new Listeners(vertx, plan, new RequestHandler(time, plan, watch), watch);
    Listeners.Opened opened = wait(listeners.open(), Limits.START);
    return switch (opened) {
      case Listeners.Opened.All(List<InetSocketAddress> http, List<InetSocketAddress> https) -> {
        watch.start();
        yield new Started.Running(new WebServer(vertx, watch, http, https));
      }
      case Listeners.Opened.Refused(String reason) -> {
        closeQuietly(vertx);
        yield new Started.Refused(reason);
      }
    };
  }

  private static Optional<String> trouble(ServerPlan plan) {
    for (Site site : plan.sites()) {
      Optional<String> trouble = trouble(site.content());
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return plan.otherwise().flatMap(WebServer::trouble);
  }

  private static Optional<String> trouble(Content content) {
    return switch (content) {
      case Folder folder -> folder.trouble();
      case Page _ -> Optional.empty();
    };
  }

  private static Listeners.Opened wait(Future<Listeners.Opened> future, Duration limit) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new Listeners.Opened.Refused(
          "the server did not start within " + limit.toSeconds() + " s");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Listeners.Opened.Refused("the start was interrupted");
    } catch (ExecutionException failed) {
      throw new IllegalStateException("listeners report failures as values", failed);
    }
  }

  /** Where it answers HTTP, with the ports it got. */
  public List<InetSocketAddress> http() {
    return http;
  }

  /** Where it answers HTTPS, with the ports it got. */
  public List<InetSocketAddress> https() {
    return https;
  }

  /** Connections that are open now. */
  public int connections() {
    return watch.count();
  }

  /** Closes every address and connection; returns within {@link Limits#CLOSE}. */
  @Override
  public void close() {
    watch.stop();
    closeQuietly(vertx);
  }

  private static void closeQuietly(Vertx vertx) {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(Limits.CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException late) {
      // its threads are daemons: they end with the process
    }
  }
}
