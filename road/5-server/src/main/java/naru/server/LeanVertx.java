package naru.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.transports.TransportInternal;

/**
 * Vert.x with as little as a web server needs: no look at the class path, no cache directory, no
 * resolver of names, no thread that is not used. Stateless.
 */
final class LeanVertx {
  private static final String NO_RESOLVER = "vertx.disableDnsResolver";

  private LeanVertx() {}

  static Vertx open(int threads, ConnectionGate gate) {
    // We listen on addresses, never on names; only this property keeps the resolver from loading.
    System.setProperty(NO_RESOLVER, "true");
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
