package naru.proof;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import naru.net.Exchanged;
import naru.net.Server;
import naru.wire.Rcode;

/** NSD or Knot DNS, serving zones until it is closed. */
record ForeignNameServer(Counterpart process, Path directory) implements AutoCloseable {
  /** A zone by its origin, with a final dot, and its master file. */
  record Zone(String origin, String text) {
    private String file() {
      return origin.equals(".") ? "root.zone" : origin + "zone";
    }
  }

  /** Starts {@code nsd} or {@code knotd}; it answers when this returns. */
  static ForeignNameServer start(Program program, InetSocketAddress address, List<Zone> zones) {
    Path directory = TestWorld.newDirectory();
    zones.forEach(zone -> TestWorld.write(directory.resolve(zone.file()), zone.text()));
    boolean isNsd = program.path().endsWith("nsd");
    String text = isNsd ? nsdConf(directory, address, zones) : knotConf(directory, address, zones);
    Path conf = TestWorld.write(directory.resolve("conf"), text);
    Path log = directory.resolve("log");
    String origin = zones.getLast().origin();
    List<Object> words = new ArrayList<>(List.of("-c", conf));
    if (isNsd) {
      words.addFirst("-d");
    }
    Counterpart process =
        Counterpart.start(program, log, () -> serves(address, origin), words.toArray());
    return new ForeignNameServer(process, directory);
  }

  private static boolean serves(InetSocketAddress address, String origin) {
    return Visitor.ask(new Server.Plain(address), origin, "SOA") instanceof Exchanged.Answered got
        && got.message().rcode().equals(Rcode.NOERROR);
  }

  private static String nsdConf(Path directory, InetSocketAddress address, List<Zone> zones) {
    String server =
        """
        server:
          ip-address: %1$s@%2$d
          username: ""
          zonesdir: "%3$s"
          database: ""
          pidfile: "%3$s/pid"
          xfrdfile: "%3$s/xfrd"
          xfrdir: "%3$s"
          zonelistfile: "%3$s/zones"
          server-count: 1
        remote-control:
          control-enable: no
        """
            .formatted(address.getAddress().getHostAddress(), address.getPort(), directory);
    return server
        + zones.stream()
            .map(z -> "zone:\n  name: \"%s\"\n  zonefile: %s\n".formatted(z.origin(), z.file()))
            .collect(Collectors.joining());
  }

  private static String knotConf(Path directory, InetSocketAddress address, List<Zone> zones) {
    String server =
        """
        server:
            rundir: "%3$s"
            listen: %1$s@%2$d
            udp-workers: 1
            tcp-workers: 1
            background-workers: 1
        database:
            storage: "%3$s/db"
        log:
          - target: stderr
            any: info
        template:
          - id: default
            storage: "%3$s"
            journal-content: none
            zonefile-load: whole
        zone:
        """
            .formatted(address.getAddress().getHostAddress(), address.getPort(), directory);
    return server
        + zones.stream()
            .map(z -> "  - domain: \"%s\"\n    file: %s\n".formatted(z.origin(), z.file()))
            .collect(Collectors.joining());
  }

  @Override
  public void close() {
    process.close();
    TestWorld.remove(directory);
  }
}
