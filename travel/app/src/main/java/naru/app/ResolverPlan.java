package naru.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import naru.net.Exchanges;
import naru.resolver.NameServer;
import naru.resolver.ResolverConfig;
import naru.resolver.ResolverDoors;
import naru.resolver.ResolverFile;
import naru.resolver.RootHints;
import naru.time.Time;
import naru.tls.Identity;
import naru.tls.Loaded;
import naru.tls.LocalCa;
import naru.tls.TrustRoots;

/**
 * What the resolver of a process is to do, with everything read that its file and flags name.
 * Immutable.
 */
record ResolverPlan(ResolverConfig config, ResolverDoors doors, Outside outside) {
  /** The plan, or what is wrong: a line each. */
  sealed interface Read {
    record Good(ResolverPlan plan) implements Read {}

    record Bad(List<String> lines) implements Read {
      public Bad {
        lines = List.copyOf(lines);
      }
    }
  }

  /**
   * How servers are asked.
   *
   * @param roots whom to believe about servers over TLS: a PEM file, and what it says now
   */
  record Outside(boolean cookies, Optional<Path> roots, String pem) {
    /** Exchanges of that kind; the file was read before. */
    Exchanges exchanges(Time time) {
      Exchanges plain = Exchanges.system(time);
      Exchanges trusting =
          roots
              .map(TrustRoots::file)
              .map(loaded ->
                  loaded instanceof Loaded.Ready<TrustRoots>(TrustRoots known)
                      ? plain.trusting(known)
                      : plain)
              .orElse(plain);
      return cookies ? trusting : trusting.withoutCookies();
    }
  }

  /** Reads what the settings name. */
  static Read of(ResolverFile settings) {
    Optional<Path> hints = settings.rootHints();
    HintsFile.Read roots =
        hints.map(HintsFile::read).orElseGet(() -> new HintsFile.Read.Hints(RootHints.internet()));
    return switch (roots) {
      case HintsFile.Read.Broken(String reason) -> new Read.Bad(List.of(reason));
      case HintsFile.Read.Hints(List<NameServer> servers) ->
          withOutside(settings, settings.config(servers, hints.isEmpty()));
    };
  }

  private static Read withOutside(ResolverFile settings, ResolverConfig config) {
    Optional<Path> roots = settings.tlsRoots();
    if (roots.isEmpty()) {
      Outside outside = new Outside(settings.upstreamCookies(), roots, "");
      return new Read.Good(new ResolverPlan(config, settings.doors(), outside));
    }
    return switch (TrustRoots.file(roots.get())) {
      case Loaded.Failed<TrustRoots>(var trouble) -> new Read.Bad(List.of(trouble.line()));
      case Loaded.Ready<TrustRoots> _ -> {
        Outside outside = new Outside(settings.upstreamCookies(), roots, text(roots.get()));
        yield new Read.Good(new ResolverPlan(config, settings.doors(), outside));
      }
    };
  }

  /** To notice that it has changed; whether it can be read was found out before. */
  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }

  /** Whom doors show: the configured certificate, or one of the local CA for each address. */
  Doors.Certificates certificates(Places places, Time time) {
    return doors
        .certificate()
        .<Doors.Certificates>map(files -> _ -> Identity.fromPem(files.chain(), files.key()))
        .orElse(address -> ofLocalCa(places, time, address));
  }

  private static Loaded<Identity> ofLocalCa(Places places, Time time, InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return LocalCa.open(places.authority(), List.of(), time.instant())
        .then(ca -> ca.identityFor(host, time.instant()));
  }
}
