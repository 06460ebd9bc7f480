package naru.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.transports.TransportInternal;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Vert.x with as little as a web server needs: no look at the class path, no cache directory, no
 * resolver of names, no thread that is not used. Stateless.
 */
final class LeanVertx {
  private static final String NO_RESOLVER = "vertx.disableDnsResolver";

  /** They would print each client that breaks off or a rule. Held, or their level is lost. */
  private static final List<Logger> CONNECTION_LOGS =
      List.of(
          Logger.getLogger("io.vertx.core.net.impl.VertxConnection"),
          Logger.getLogger("io.vertx.core.net.impl.ConnectionBase"));

  private LeanVertx() {}

  static Vertx open(int threads, ConnectionGate gate) {
    // We listen on addresses, never on names; only this property keeps the resolver from loading.
    System.setProperty(NO_RESOLVER, "true");
    CONNECTION_LOGS.forEach(log -> log.setLevel(Level.OFF));
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(threads)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setUseDaemonThread(true)
            .setDisableTCCL(true)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false));
    GatedTransport transport = GatedTransport.best(gate);
    return Vertx.builder()
        .with(options)
        .withTransport(new TransportInternal("gated", true, null, transport))
        .build();
  }
}
