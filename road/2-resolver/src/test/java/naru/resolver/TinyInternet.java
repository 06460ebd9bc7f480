package naru.resolver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import naru.journey.Account;
import naru.journey.Step;
import naru.journey.Trace;
import naru.net.DnsExchange;
import naru.net.Exchanged;
import naru.net.Server;
import naru.net.Transport;
import naru.time.Promise;
import naru.time.SimulatedTime;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordType;

/**
 * An internet in memory, on simulated time: servers with zones or with tricks, each 10 ms away, and
 * a journal of what they were asked. Confined to one test.
 */
final class TinyInternet implements DnsExchange {
  static final Duration ROUND_TRIP = Duration.ofMillis(10);

  final SimulatedTime time;
  final List<String> journal = new ArrayList<>();
  private final Map<InetAddress, BiFunction<Message, Duration, Exchanged>> servers =
      new LinkedHashMap<>();
  private UnaryOperator<ResolverConfig> change = config -> config;
  private Optional<RecursiveResolver> resolver = Optional.empty();

  TinyInternet() {
    this(1);
  }

  TinyInternet(long seed) {
    this(seed, Instant.EPOCH);
  }

  TinyInternet(long seed, Instant begin) {
    this.time = new SimulatedTime(seed, begin);
  }

  /** Root, {@code test} and {@code naru.test} with its two servers. */
  static TinyInternet usual() {
    return usual(1);
  }

  static TinyInternet usual(long seed) {
    return new TinyInternet(seed)
        .serve("127.53.0.1", root())
        .serve(
            "127.53.1.1",
            TinyZone.of(
                "test",
                "test 86400 NS a.nic.test",
                "a.nic.test 86400 A 127.53.1.1",
                "naru.test 3600 NS ns1.naru.test",
                "naru.test 3600 NS ns2.naru.test",
                "ns1.naru.test 3600 A 127.53.2.1",
                "ns2.naru.test 3600 A 127.53.2.2"))
        .serve("127.53.2.1", naru())
        .serve("127.53.2.2", naru())
        .serve(
            "127.53.3.1",
            TinyZone.of(
                "example",
                "example 3600 NS ns.example",
                "ns.example 3600 A 127.53.3.1",
                "web.example 300 A 198.51.100.7"));
  }

  static TinyZone root() {
    return TinyZone.of(
        ".",
        "test 86400 NS a.nic.test",
        "a.nic.test 86400 A 127.53.1.1",
        "example 86400 NS ns.example",
        "ns.example 86400 A 127.53.3.1");
  }

  static TinyZone naru() {
    return TinyZone.of(
        "naru.test",
        "naru.test 3600 NS ns1.naru.test",
        "naru.test 3600 NS ns2.naru.test",
        "ns1.naru.test 3600 A 127.53.2.1",
        "ns2.naru.test 3600 A 127.53.2.2",
        "www.naru.test 300 CNAME web.naru.test",
        "web.naru.test 300 A 198.51.100.1",
        "far.naru.test 300 CNAME web.example",
        "old.naru.test 300 DNAME naru.test",
        "a.deep.naru.test 300 A 198.51.100.2");
  }

  /** A server of zones; it refuses what is in none of them. */
  TinyInternet serve(String address, TinyZone... zones) {
    List<TinyZone> deepestFirst =
        Arrays.stream(zones)
            .sorted(Comparator.comparingInt((TinyZone z) -> z.origin().labelCount()).reversed())
            .toList();
    return says(address, query -> answer(deepestFirst, query));
  }

  private static Message answer(List<TinyZone> zones, Message query) {
    Name name = query.question().orElseThrow().name();
    return zones.stream()
        .filter(zone -> name.isAtOrBelow(zone.origin()))
        .findFirst()
        .map(zone -> zone.answer(query))
        .orElseGet(() -> Message.answerTo(query).rcode(Rcode.REFUSED).build());
  }

  /** A server that answers as told. */
  TinyInternet says(String address, UnaryOperator<Message> server) {
    return does(
        address,
        query ->
            new Exchanged.Answered(
                server.apply(query), Transport.UDP, 100, ROUND_TRIP.toMillis(), List.of()));
  }

  /** A server, or the road to it, that does as told. */
  TinyInternet does(String address, Function<Message, Exchanged> server) {
    return waits(address, (query, _) -> server.apply(query));
  }

  /** The same for one that looks at how long it is waited for. */
  TinyInternet waits(String address, BiFunction<Message, Duration, Exchanged> server) {
    servers.put(InetAddress.ofLiteral(address), server);
    return this;
  }

  TinyInternet silent(String address) {
    return does(address, _ -> new Exchanged.TimedOut(Transport.UDP, List.of()));
  }

  TinyInternet configured(UnaryOperator<ResolverConfig> how) {
    change = how;
    resolver = Optional.empty();
    return this;
  }

  @Override
  public Exchanged ask(Server server, Message query, Duration limit, Promise<?> cancelled) {
    InetSocketAddress address = addressOf(server);
    String host = address.getAddress().getHostAddress();
    journal.add(host + wayOf(server) + " " + query.question().orElseThrow());
    Exchanged exchanged =
        servers
            .getOrDefault(
                address.getAddress(), (_, _) -> new Exchanged.TimedOut(Transport.UDP, List.of()))
            .apply(query, limit);
    boolean late = exchanged instanceof Exchanged.TimedOut;
    time.pause(late ? limit : ROUND_TRIP, cancelled);
    return exchanged;
  }

  private static InetSocketAddress addressOf(Server server) {
    return switch (server) {
      case Server.Plain(var address) -> address;
      case Server.OverTcp(var address) -> address;
      case Server.OverTls(var address, _) -> address;
      case Server.Local local -> throw new IllegalArgumentException(local.toString());
    };
  }

  /** As the journal has it. */
  private static String wayOf(Server server) {
    return switch (server) {
      case Server.Plain _, Server.Local _ -> "";
      case Server.OverTcp _ -> " over tcp";
      case Server.OverTls(_, var name) -> " over tls" + name.map(known -> "#" + known).orElse("");
    };
  }

  /** The resolver under test: one, until it is configured otherwise. */
  RecursiveResolver resolver() {
    if (resolver.isEmpty()) {
      resolver = Optional.of(new RecursiveResolver(time, this, config()));
    }
    return resolver.get();
  }

  /** The resolver ends; the next one knows only what is in files. */
  TinyInternet restart() {
    resolver().close();
    time.runReady();
    resolver = Optional.empty();
    return this;
  }

  ResolverConfig config() {
    NameServer root =
        NameServer.of(
            Name.of("a.root-servers.net"),
            new InetSocketAddress(InetAddress.ofLiteral("127.53.0.1"), 53));
    return change.apply(ResolverConfig.of(List.of(root)));
  }

  /** What came of one question, and the steps to it. */
  record Walk(Resolved resolved, List<Step> steps) {
    /** {@code NOERROR}, or the code of the failure. */
    String outcome() {
      return resolved.cause().map(cause -> cause.code().word()).orElse(resolved.rcode().toString());
    }

    List<String> answer() {
      return resolved.answerRecords(false).stream().map(Record::toString).toList();
    }

    List<String> stations() {
      return steps.stream().map(Walk::line).toList();
    }

    private static String line(Step step) {
      Account account = step.account();
      return step.station() + " " + account.name() + " " + account.outcome().word();
    }

    String failure() {
      return resolved.cause().orElseThrow().text();
    }
  }

  Walk walk(String name, RecordType type) {
    return walk(Question.of(Name.of(name), type));
  }

  Walk walk(Question question) {
    List<Walk> walks = new ArrayList<>();
    time.run("client", () -> walks.add(walkNow(question)));
    return walks.getFirst();
  }

  /** On the task of the caller. */
  Walk walkNow(Question question) {
    Trace.Recording trace = Trace.recording(time);
    Resolved resolved = resolver().resolve(question, RecursiveResolver.Flags.USUAL, trace);
    return new Walk(resolved, trace.steps());
  }

  TinyInternet passes(Duration elapsed) {
    time.advance(elapsed);
    return this;
  }
}
