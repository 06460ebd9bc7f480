package naru.resolver.descent;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import naru.journey.Trace;
import naru.resolver.NameServer;
import naru.resolver.cache.Delegation;
import naru.resolver.cache.GlueCache;
import naru.resolver.descent.Reply.End;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * What the zones above know of a zone's servers: the last resort where the servers that the zone
 * itself names do not answer, and the only one where a server inside its own zone came without
 * glue. Thread-safe.
 */
final class ParentSide {
  private final Starts starts;
  private final GlueCache glue;
  private final GlueReader reader;
  private final Asking asking;

  ParentSide(Starts starts, GlueCache glue, GlueReader reader, Asking asking) {
    this.starts = starts;
    this.glue = glue;
    this.reader = reader;
    this.asking = asking;
  }

  /** Asks the servers of one zone. */
  interface Asking {
    Reply ask(Delegation zone, Question question, Quest quest, Trace trace);
  }

  /** Servers of the zone as its parent names them, with the addresses that are known above it. */
  List<NameServer> servers(Delegation zone, Quest quest, BooleanSupplier mayAsk, Trace trace) {
    List<NameServer> servers = new ArrayList<>();
    for (NameServer server : zone.everyServer()) {
      List<InetSocketAddress> known = new ArrayList<>(server.addresses());
      known.addAll(addresses(server.name(), quest, mayAsk, trace));
      servers.add(server.withAddresses(known.stream().distinct().toList()));
    }
    return servers;
  }

  /** Where a server listens, as it was said above the zone that holds its name. */
  List<InetSocketAddress> addresses(Name server, Quest quest, BooleanSupplier mayAsk, Trace trace) {
    List<InetSocketAddress> known = glue.find(server);
    Question question = Question.of(server, RecordType.A);
    if (!known.isEmpty() || quest.isWaitingFor(question) || quest.isDeepest()) {
      return known;
    }
    Optional<Delegation> above = starts.above(starts.nearest(question).zone());
    return above.isPresent() && mayAsk.getAsBoolean()
        ? addresses(
            asking.ask(above.get(), question, quest.needing(question), trace),
            server,
            target -> addresses(target, quest.needing(question), mayAsk, trace))
        : List.of();
  }

  private List<InetSocketAddress> addresses(
      Reply reply, Name server, Function<Name, List<InetSocketAddress>> alias) {
    return switch (reply) {
      case Reply.Referral(Delegation to) ->
          to.servers().stream()
              .filter(each -> each.name().equals(server))
              .flatMap(each -> each.addresses().stream())
              .toList();
      case Reply.Answered(_, End.Records(var sets, _), _) ->
          reader.sockets(sets.stream().map(each -> each.set()).toList());
      // RFC 2181 §10.3 forbids it, but it is there.
      case Reply.Answered(var links, End.Elsewhere(), _) -> alias.apply(links.getLast().target());
      case Reply.Answered _, Reply.Failed _ -> List.of();
    };
  }
}
