package naru.resolver.descent;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import naru.journey.Cause;
import naru.journey.Outcome;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.resolver.ExtendedError;
import naru.resolver.Limits;
import naru.resolver.NameServer;
import naru.resolver.cache.Delegation;
import naru.resolver.cache.FailureCache.Failure;
import naru.resolver.cache.Freshness;
import naru.time.Chance;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * Asks the servers of a zone, one after the other, until one gives an answer that counts.
 * Thread-safe; each call blocks its own task.
 */
final class Hunt {
  private static final List<RecordType> ADDRESSES = List.of(RecordType.A, RecordType.AAAA);

  private final Upstream upstream;
  private final Memory memory;
  private final Chance chance;
  private final AddressLookup lookup;
  private final ParentSide parents;
  private final boolean verifyGlue;
  private final Quota<Name> zones = new Quota<>();

  Hunt(
      Upstream upstream,
      Memory memory,
      Chance chance,
      AddressLookup lookup,
      ParentSide parents,
      boolean verifyGlue) {
    this.upstream = upstream;
    this.memory = memory;
    this.chance = chance;
    this.lookup = lookup;
    this.parents = parents;
    this.verifyGlue = verifyGlue;
  }

  /** Finds where a server listens, at the cost of the quest that needs it. */
  interface AddressLookup {
    /**
     * @param mayAsk asked before each question that the caches cannot answer
     */
    List<InetSocketAddress> find(Name server, Quest quest, BooleanSupplier mayAsk, Trace trace);

    /** The same, but for both families, whatever the first one says. */
    List<InetSocketAddress> every(Name server, Quest quest, BooleanSupplier mayAsk, Trace trace);
  }

  /**
   * What the servers of {@code zone} say to {@code shown}, a question for the sake of the quest:
   * those that the zone names, then those that its parent knows, and in the end what a server said
   * without authority.
   */
  Reply ask(Delegation zone, Question shown, Quest quest, Trace trace) {
    int limit = limit(zone);
    if (!zones.take(zone.zone(), limit)) {
      quest.budget().crowdOut();
      return new Reply.Failed(crowded(zone, limit));
    }
    try {
      return askServers(zone, shown, quest, trace);
    } finally {
      zones.giveBack(zone.zone());
    }
  }

  private static int limit(Delegation zone) {
    return zone.hasParent() ? Limits.QUESTIONS_A_ZONE : Limits.QUESTIONS_A_CONFIGURED_ZONE;
  }

  private static Failure crowded(Delegation zone, int limit) {
    String text =
        zone.zone().toHost() + " met a limit: " + limit + " questions to its servers at once";
    ExtendedError error = new ExtendedError(ExtendedError.OTHER, text);
    return new Failure(Cause.of(VerdictCode.DNS_LIMIT, text), List.of(error));
  }

  private Reply askServers(Delegation zone, Question shown, Quest quest, Trace trace) {
    boolean probe = shown.name().equals(quest.question().name()) && !shown.equals(quest.question());
    int tries = probe ? Limits.TRIES_A_PROBE : Limits.TRIES_A_SERVER;
    Roster roster = roster(zone, tries);
    ZoneFailure failure = new ZoneFailure(zone);
    return askAll(zone, shown, quest, trace, roster, failure)
        .or(() -> askParents(zone, shown, quest, trace, roster, failure))
        .or(() -> failure.hearsay().map(answered -> judged(answered, shown, quest, trace)))
        .orElseGet(() -> new Reply.Failed(whyNot(quest, failure)));
  }

  private Optional<Reply> askAll(
      Delegation zone,
      Question shown,
      Quest quest,
      Trace trace,
      Roster roster,
      ZoneFailure failure) {
    Optional<Roster.Next> next = roster.next();
    while (next.isPresent() && !quest.budget().isSpent()) {
      Trace.Span step = trace.begin(StepWriter.station(zone), nameOf(next.get()).toHost());
      Optional<InetSocketAddress> address = address(next.get(), zone, roster, failure, quest, step);
      if (address.isPresent()) {
        Heard heard = upstream.ask(zone, address.get(), shown, quest.budget(), step);
        if (heard instanceof Heard.Useful(Reply reply, List<String> dropped)) {
          Reply judged = judged(reply, shown, quest, trace);
          if (!(judged instanceof Reply.Failed(Failure bogus))
              || failure.isHopeless(bogus.without(dropped))) {
            return Optional.of(judged);
          }
          roster.out(address.get());
        } else {
          note(heard, address.get(), roster, failure);
        }
      }
      step.end(Outcome.SKIPPED);
      next = roster.next();
    }
    return Optional.empty();
  }

  /** The last resort: addresses that only the zones above know. */
  private Optional<Reply> askParents(
      Delegation zone,
      Question shown,
      Quest quest,
      Trace trace,
      Roster roster,
      ZoneFailure failure) {
    boolean useless =
        quest.budget().isSpent() || quest.budget().isCrowdedOut() || failure.isOutOfTime();
    if (!zone.hasParent() || useless) {
      return Optional.empty();
    }
    List<NameServer> servers = parents.servers(zone, quest, roster::takeLookup, trace);
    boolean more = false;
    for (NameServer server : servers) {
      more |= roster.add(server.name(), allowed(zone, server.addresses()));
    }
    boolean worthIt = !more && failure.hasAnswers();
    for (NameServer server : worthIt ? servers : List.<NameServer>of()) {
      List<InetSocketAddress> found = lookup.every(server.name(), quest, roster::takeLookup, trace);
      more |= roster.add(server.name(), allowed(zone, found));
    }
    return more ? askAll(zone, shown, quest, trace, roster, failure) : Optional.empty();
  }

  private List<InetSocketAddress> allowed(Delegation zone, List<InetSocketAddress> addresses) {
    List<InetSocketAddress> allowed = new ArrayList<>(addresses.size());
    for (InetSocketAddress address : addresses) {
      if (upstream.mayAsk(zone, address)) {
        allowed.add(address);
      }
    }
    return allowed;
  }

  /** An answer to the whole question is judged; a part of the name leads on, whatever it says. */
  private static Reply judged(Reply reply, Question shown, Quest quest, Trace trace) {
    boolean whole = shown.equals(quest.question());
    return whole && reply instanceof Reply.Answered answered
        ? switch (quest.judge().judge(shown, answered, quest, trace)) {
          case Judge.Judged.Believed(Reply.Answered believed) -> believed;
          case Judge.Judged.Refused(Failure failure) -> new Reply.Failed(failure);
        }
        : reply;
  }

  /** Every server that may be asked, with the addresses of the parent and of the caches. */
  private Roster roster(Delegation zone, int tries) {
    Roster roster = new Roster(zone, memory.servers(), chance, tries);
    for (NameServer server : zone.servers()) {
      List<InetSocketAddress> all = new ArrayList<>(server.addresses());
      addRemembered(server.name(), all);
      List<InetSocketAddress> known = allowed(zone, all);
      List<InetSocketAddress> told = allowed(zone, memory.glue().find(server.name()));
      boolean doubtful = verifyGlue && !server.name().isAtOrBelow(zone.zone()) && zone.hasParent();
      if (doubtful && all.size() == server.addresses().size()) {
        roster.addUnresolved(server.name());
      } else if (!known.isEmpty() || !told.isEmpty()) {
        roster.add(server.name(), known.isEmpty() ? told : known);
      } else if (server.addresses().isEmpty()) {
        roster.addUnresolved(server.name());
      }
    }
    return roster;
  }

  private void addRemembered(Name server, List<InetSocketAddress> into) {
    for (RecordType type : ADDRESSES) {
      memory
          .records()
          .records(server, type, Freshness.LIVE)
          .ifPresent(known -> into.addAll(upstream.glue().sockets(List.of(known.set().set()))));
    }
  }

  private static Name nameOf(Roster.Next next) {
    return switch (next) {
      case Roster.Next.Known(Name server, _) -> server;
      case Roster.Next.Unknown(Name server) -> server;
    };
  }

  /** Where to ask; a server without glue is looked up inside the step that needs it. */
  private Optional<InetSocketAddress> address(
      Roster.Next next,
      Delegation zone,
      Roster roster,
      ZoneFailure failure,
      Quest quest,
      Trace.Span step) {
    return switch (next) {
      case Roster.Next.Known(_, InetSocketAddress address) -> Optional.of(address);
      case Roster.Next.Unknown(Name server) -> {
        // A server inside its own zone cannot be found by asking it.
        List<InetSocketAddress> found =
            allowed(
                zone,
                server.isAtOrBelow(zone.zone()) && zone.hasParent()
                    ? parents.addresses(server, quest, roster::takeLookup, step)
                    : lookup.find(server, quest, roster::takeLookup, step));
        roster.add(server, found);
        if (found.isEmpty()) {
          failure.withoutAddress(server, "no address found");
          String text =
              server.toHost() + ", a server of " + zone.zone().toHost() + ", has no address";
          step.fail(Cause.of(VerdictCode.DNS_NO_SERVER_ADDRESS, text));
        }
        yield found.stream().findFirst();
      }
    };
  }

  private static void note(
      Heard heard, InetSocketAddress server, Roster roster, ZoneFailure failure) {
    switch (heard) {
      case Heard.Hearsay(Reply.Answered answered, String words) -> {
        roster.out(server);
        failure.add(server, VerdictCode.DNS_LAME, words);
        failure.heard(answered);
      }
      case Heard.Lame(String words) -> {
        roster.out(server);
        failure.add(server, VerdictCode.DNS_LAME, words);
      }
      case Heard.Nothing(String words) -> {
        roster.silent(server);
        failure.add(server, VerdictCode.DNS_NO_REACHABLE_SERVER, words);
      }
      case Heard.NoWay(String words) -> {
        roster.out(server);
        failure.add(server, VerdictCode.DNS_NO_REACHABLE_SERVER, words);
      }
      case Heard.Garbage(String words) -> {
        roster.out(server);
        failure.add(server, VerdictCode.DNS_MALFORMED, words);
      }
      case Heard.Crowded(String words) -> {
        roster.out(server);
        failure.add(server, VerdictCode.DNS_LIMIT, words);
      }
      case Heard.TcpBlocked(String words, boolean late) -> {
        if (late) {
          roster.silent(server);
        } else {
          roster.out(server);
        }
        failure.add(server, VerdictCode.DNS_TCP_NEEDED_BUT_BLOCKED, words);
      }
      // Asked again at once: the memory now says without EDNS, and says so only once.
      case Heard.NoEdns(), Heard.TooMuch(), Heard.Useful _ -> {}
    }
  }

  /** The zone's own fault where there is one; else what there was no budget left for. */
  private static Failure whyNot(Quest quest, ZoneFailure failure) {
    Budget budget = quest.budget();
    boolean limited = budget.isOutOfQueries() || budget.isSpent() && failure.isEmpty();
    if (!limited) {
      return failure.failure();
    }
    Cause cause = budget.limitMet(quest.question());
    return new Failure(cause, List.of(new ExtendedError(ExtendedError.OTHER, cause.text())));
  }
}
