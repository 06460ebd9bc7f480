package naru.app;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.journey.Trace;
import naru.names.BrowserCache;
import naru.names.HostsFile;
import naru.names.NameLookup;
import naru.names.OperatingSystemClient;
import naru.names.OperatingSystemService;
import naru.names.StubResolver;
import naru.net.DnsExchange;
import naru.net.DnsHandler;
import naru.net.DnsListener;
import naru.net.DnsQuery;
import naru.net.DnsService;
import naru.net.Exchanges;
import naru.net.Listening;
import naru.net.Server;
import naru.time.Time;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;

/**
 * Rehearses a lookup where no real service may be asked, since each would remember it: on two local
 * sockets of this process, one of an operating system's service, one of a resolver that knows a
 * single alias. Stateless.
 */
final class StageNames {
  private static final Name ALIAS = Name.of("alias.rehearsal.test");
  private static final Name TARGET = Name.of("target.rehearsal.test");
  private static final int TTL = 1;
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private StageNames() {}

  /** Looks the alias up once; what does not work here is no failure of the visit. */
  static void rehearse(Time time, Path directory) {
    DnsExchange exchange = Exchanges.system(time);
    Path resolver = directory.resolve("stage-resolver.sock");
    Path system = directory.resolve("stage-os.sock");
    var upstream = StubResolver.Upstream.of(new Server.Local(resolver));
    var stub = new StubResolver(exchange, time, StubResolver.Settings.of(List.of(upstream)));
    List<AutoCloseable> open = new ArrayList<>();
    listen(time, StageNames::answer, resolver, open);
    listen(time, new OperatingSystemService(time, stub), system, open);
    var client = new OperatingSystemClient(exchange, time, new Server.Local(system));
    var _ =
        NameLookup.byOperatingSystem(
                HostsFile.at(Path.of("/dev/null")), new BrowserCache(time), client)
            .look(
                ALIAS,
                true,
                NameLookup.BOTH_FAMILIES,
                time.nanos() + PATIENCE_NANOS,
                Trace.recording(time));
    Foreground.closeAll(open);
  }

  private static void listen(Time time, DnsHandler handler, Path socket, List<AutoCloseable> open) {
    if (DnsService.on(time, handler).local(socket).open()
        instanceof Listening.Open(DnsListener listener)) {
      open.addFirst(listener);
    }
  }

  private static Optional<Message> answer(DnsQuery query) {
    InetAddress address = InetAddress.ofLiteral("127.80.0.1");
    return Optional.of(
        Message.answerTo(query.message())
            .recursionAvailable(true)
            .answer(Record.of(ALIAS, TTL, new RecordData.Cname(TARGET)))
            .answer(Record.of(TARGET, TTL, new RecordData.A(address)))
            .build());
  }
}
