package naru.resolver.descent;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import naru.journey.Trace;
import naru.net.DnsExchange;
import naru.net.Exchanged;
import naru.net.Server;
import naru.resolver.Limits;
import naru.resolver.ResolverConfig;
import naru.resolver.cache.Delegation;
import naru.resolver.cache.ServerCache;
import naru.resolver.policy.AddressRules;
import naru.resolver.scrub.Scrubbed;
import naru.resolver.scrub.Scrubber;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Question;
import naru.wire.Rcode;

/**
 * Asks one server of a zone, once, and says what was heard. Equal questions to the same server are
 * one: a second guess at id and port would double an attacker's chance (RFC 5452 §5). Thread-safe.
 */
final class Upstream {
  private final DnsExchange exchange;
  private final ResolverConfig config;
  private final AddressRules addresses;
  private final ServerCache servers;
  private final Memory memory;
  private final GlueReader glue;
  private final Waits waits;
  private final Ways ways;
  private final Flights<Sent, Exchanged> flights;
  private final Quota<InetSocketAddress> crowds = new Quota<>();

  Upstream(
      Time time,
      DnsExchange exchange,
      ResolverConfig config,
      AddressRules addresses,
      Memory memory,
      Waits waits) {
    this.exchange = exchange;
    this.config = config;
    this.addresses = addresses;
    this.memory = memory;
    this.servers = memory.servers();
    this.waits = waits;
    this.ways = new Ways(config);
    this.glue = new GlueReader(time, config.ports());
    this.flights = new Flights<>(time);
  }

  /** What goes out: equal ones are sent once. */
  private record Sent(
      InetSocketAddress server,
      Server way,
      Question question,
      boolean edns,
      boolean recursionDesired) {
    Message message(ResolverConfig config) {
      Message.Builder message =
          Message.builder().question(question).recursionDesired(recursionDesired);
      if (edns) {
        message.edns(new Edns(config.ednsOctets(), 0, config.signatures(), List.of()));
      }
      return message.build();
    }
  }

  /** Asks; the step tells what was asked and what came of it, and is ended. */
  Heard ask(
      Delegation zone,
      InetSocketAddress server,
      Question question,
      Budget budget,
      Trace.Span step) {
    if (!budget.takeQuery()) {
      return new Heard.TooMuch();
    }
    StepWriter writer = new StepWriter(step);
    writer.asks(zone, server, question);
    int limit = zone.hasParent() ? Limits.QUESTIONS_A_SERVER : Integer.MAX_VALUE;
    if (!crowds.take(server, limit)) {
      budget.crowdOut();
      Heard crowded = new Heard.Crowded(limit + " questions to it are under way");
      writer.ends(crowded);
      return crowded;
    }
    try {
      return ask(zone, server, question, budget, writer);
    } finally {
      crowds.giveBack(server);
    }
  }

  private Heard ask(
      Delegation zone,
      InetSocketAddress server,
      Question question,
      Budget budget,
      StepWriter writer) {
    Sent sent =
        new Sent(
            server, ways.to(zone, server), question, servers.knowsEdns(server), zone.isForward());
    Duration limit = shorter(servers.nextWait(server), budget.timeLeft());
    Exchanged exchanged = send(sent, limit, budget, writer);
    Heard heard = heard(zone, sent, exchanged, limit, writer);
    writer.ends(heard);
    return heard;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Who joins waits for as long as the one who asks, whose tries all end. */
  private Exchanged send(Sent sent, Duration limit, Budget budget, StepWriter writer) {
    var landed = flights.fly(sent, () -> exchange(sent, limit));
    return switch (landed) {
      case Flights.Landed.Here<Exchanged>(Exchanged exchanged) -> exchanged;
      case Flights.Landed.Elsewhere<Exchanged>(var flight) -> {
        writer.joined();
        yield flight.join(budget.timeLeft()).orElse(new Exchanged.Cancelled());
      }
    };
  }

  private Exchanged exchange(Sent sent, Duration limit) {
    try (Waits.Wait wait = waits.begin()) {
      Exchanged exchanged = exchange.ask(sent.way(), sent.message(config), limit, wait.cancelled());
      remember(sent.server(), exchanged);
      return exchanged;
    }
  }

  /** Once for each try, however many wait for what comes of it. */
  private void remember(InetSocketAddress server, Exchanged exchanged) {
    switch (exchanged) {
      case Exchanged.Answered answered -> servers.answered(server, answered.millis());
      case Exchanged.TimedOut _, Exchanged.Unreachable _ -> servers.stayedSilent(server);
      // The wait was measured for one datagram there and back; TCP needs that twice more.
      case Exchanged.TcpFailed(_, boolean late) when late -> servers.stayedSilent(server);
      case Exchanged.TcpFailed _, Exchanged.Garbled _, Exchanged.Cancelled _ -> {}
    }
  }

  private Heard heard(
      Delegation zone, Sent sent, Exchanged exchanged, Duration limit, StepWriter writer) {
    return switch (exchanged) {
      case Exchanged.Answered answered -> {
        writer.answered(answered);
        yield read(zone, sent, answered.message(), writer);
      }
      case Exchanged.TimedOut(_, List<String> dropped) -> {
        writer.dropped(dropped);
        yield new Heard.Nothing("no answer within " + limit.toMillis() + " ms");
      }
      case Exchanged.Unreachable(_, String reason) -> new Heard.NoWay(reason);
      case Exchanged.Garbled(_, String reason, int offset) ->
          new Heard.Garbage(reason + " at offset " + offset);
      case Exchanged.TcpFailed(String reason, boolean late) -> new Heard.TcpBlocked(reason, late);
      case Exchanged.Cancelled() -> new Heard.Nothing("nothing while another waited for it");
    };
  }

  private Heard read(Delegation zone, Sent sent, Message message, StepWriter writer) {
    if (sent.edns() && refusesEdns(message)) {
      servers.refusedEdns(sent.server());
      return new Heard.NoEdns();
    }
    Scrubbed scrubbed =
        Scrubber.scrub(
            message, zone.zone(), config, record -> addresses.forbids(zone.zone(), record));
    writer.dropped(scrubbed.dropped());
    glue.learn(zone.zone(), scrubbed, memory.glue());
    if (config.ridingServers()) {
      memory.keepRiding(zone.zone(), scrubbed);
    }
    Heard heard = new ReplyReader(zone, sent.question(), scrubbed, glue, config).read();
    if (heard instanceof Heard.Lame && !zone.isForward()) {
      servers.lame(sent.server(), zone.zone());
    }
    return heard;
  }

  /** RFC 6891 §7: a server that does not know EDNS says FORMERR, and has no OPT of its own. */
  private static boolean refusesEdns(Message message) {
    Rcode rcode = message.rcode();
    boolean complains = rcode.equals(Rcode.FORMERR) || rcode.equals(Rcode.NOTIMP);
    return complains && message.edns().isEmpty() || rcode.equals(Rcode.BADVERS);
  }

  /** Where servers of these names listen, as far as records are remembered. */
  GlueReader glue() {
    return glue;
  }

  /** Whether a server of this zone may be asked there. */
  boolean mayAsk(Delegation zone, InetSocketAddress server) {
    return addresses.mayAsk(zone.zone(), server.getAddress());
  }

  /** What is known about servers. */
  ServerCache servers() {
    return servers;
  }
}
