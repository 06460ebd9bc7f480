package naru.names;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import naru.journey.Cause;
import naru.journey.Step;
import naru.journey.Told;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.net.DnsExchange;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.net.Exchanged;
import naru.net.Server;
import naru.net.Transport;
import naru.time.Promise;
import naru.time.SimulatedTime;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * Resolvers that answer from one zone, {@code naru.test}, without sockets: they play at the seam at
 * which one server is asked once. Every message passes through its wire form.
 */
final class LittleInternet implements DnsExchange {
  static final Name ZONE = Name.of("naru.test");
  static final Duration ROUND_TRIP = Duration.ofMillis(2);

  private final SimulatedTime time;
  private final Map<String, Function<Message, Exchanged>> servers = new HashMap<>();
  private final List<Record> records = new ArrayList<>();

  /** Every question in order: {@code SERVER NAME TYPE}. */
  final List<String> asked = new ArrayList<>();

  LittleInternet(SimulatedTime time) {
    this.time = time;
    RecordData soa = new RecordData.Soa(ZONE, ZONE, 1, 2, 3, 4, 60);
    records.add(Record.of(ZONE, 900, soa));
  }

  static Server.Plain at(String address) {
    return new Server.Plain(new InetSocketAddress(InetAddress.ofLiteral(address), 53));
  }

  static Server.Local socket(String path) {
    return new Server.Local(Path.of(path));
  }

  LittleInternet address(String name, long ttl, String address) {
    records.add(Record.of(Name.of(name), ttl, RecordData.address(InetAddress.ofLiteral(address))));
    return this;
  }

  LittleInternet alias(String name, long ttl, String target) {
    records.add(Record.of(Name.of(name), ttl, new RecordData.Cname(Name.of(target))));
    return this;
  }

  void clearZone() {
    records.subList(1, records.size()).clear();
  }

  /** A recursive resolver that knows the zone. */
  LittleInternet resolver(Server server) {
    return server(server, query -> answered(zoneAnswer(query), Transport.UDP));
  }

  /** The same resolver behind a local socket, which tells one step and, of a failure, why. */
  LittleInternet tellingResolver(Server server) {
    return server(
        server,
        query -> {
          Trace.Recording trace = Trace.recording(time);
          trace.begin(Step.Authoritative::new, "naru.test").end(naru.journey.Outcome.ANSWER);
          return answered(withTold(zoneAnswer(query), trace, Optional.empty()), Transport.LOCAL);
        });
  }

  static Message withTold(Message answer, Trace.Recording trace, Optional<Cause> cause) {
    Told told = new Told(trace.steps(), cause, false);
    return answer.edit().edns(Edns.plain().with(LocalOptions.told(told))).build();
  }

  LittleInternet failing(Server server, Rcode rcode, Edns.Option error) {
    return server(
        server,
        query ->
            answered(
                Message.answerTo(query).rcode(rcode).edns(Edns.plain().with(error)).build(),
                Transport.UDP));
  }

  LittleInternet failingWithStory(Server server, VerdictCode code, String text) {
    return server(
        server,
        query -> {
          Message answer = Message.answerTo(query).rcode(Rcode.SERVFAIL).build();
          Cause cause = Cause.of(code, text);
          return answered(
              withTold(answer, Trace.recording(time), Optional.of(cause)), Transport.LOCAL);
        });
  }

  /** A server of ours behind a local socket, as if over the kernel. */
  LittleInternet service(Server.Local server, DnsHandler handler, boolean sameUser) {
    return server(
        server,
        query -> {
          DnsQuery arrived =
              new DnsQuery(query, 0, Transport.LOCAL, Optional.empty(), Optional.empty(), sameUser);
          return answered(handler.answer(arrived).orElseThrow(), Transport.LOCAL);
        });
  }

  LittleInternet server(Server server, Function<Message, Exchanged> behaviour) {
    servers.put(server.toString(), behaviour);
    return this;
  }

  static Exchanged answered(Message message, Transport transport) {
    Message read = MessageCodec.decode(MessageCodec.encode(message)).orThrow();
    return new Exchanged.Answered(read, transport, 0, 2, List.of());
  }

  /** As RFC 1034 §4.3.2 has it, for one zone and its aliases. */
  private Message zoneAnswer(Message query) {
    Question question = query.question().orElseThrow();
    Message.Builder answer = Message.answerTo(query).recursionAvailable(true);
    Name at = question.name();
    for (int i = 0; i < 40; i++) {
      List<Record> alias = find(at, RecordType.CNAME);
      if (alias.isEmpty()) {
        break;
      }
      answer.answers(alias);
      at = ((RecordData.Cname) alias.getFirst().data().orThrow()).target();
    }
    List<Record> found = find(at, question.type());
    answer.answers(found);
    if (found.isEmpty() && at.isAtOrBelow(ZONE)) {
      answer.authority(records.getFirst());
    }
    Name end = at;
    boolean exists = records.stream().anyMatch(each -> each.owner().equals(end));
    return answer.rcode(exists ? Rcode.NOERROR : Rcode.NXDOMAIN).edns(Edns.plain()).build();
  }

  private List<Record> find(Name name, RecordType type) {
    return records.stream()
        .filter(each -> each.owner().equals(name) && each.type().equals(type))
        .toList();
  }

  @Override
  public Exchanged ask(Server server, Message query, Duration limit, Promise<?> cancelled) {
    Question question = query.question().orElseThrow();
    asked.add(server + " " + question.name().toHost() + " " + question.type());
    Function<Message, Exchanged> behaviour = servers.get(server.toString());
    if (behaviour == null) {
      return new Exchanged.Unreachable(Transport.LOCAL, "No such file or directory");
    }
    time.pause(ROUND_TRIP, cancelled);
    Exchanged outcome = behaviour.apply(MessageCodec.decode(MessageCodec.encode(query)).orThrow());
    if (outcome instanceof Exchanged.TimedOut) {
      time.pause(limit.minus(ROUND_TRIP), cancelled);
    }
    return outcome;
  }
}
