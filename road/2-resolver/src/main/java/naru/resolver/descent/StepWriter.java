package naru.resolver.descent;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import naru.journey.Account;
import naru.journey.Cause;
import naru.journey.Detail;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.net.Addresses;
import naru.net.Exchanged;
import naru.resolver.NameServer;
import naru.resolver.cache.Delegation;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;

/** Writes one question to one server into the journey. Confined to its task. */
final class StepWriter {
  private final Trace.Span step;
  private final List<String> dropped = new ArrayList<>();
  private String asked = "";
  private boolean joined;

  StepWriter(Trace.Span step) {
    this.step = step;
  }

  /** The station of a zone's servers: delegations below the top level are one. */
  static Function<Account, Step> station(Delegation zone) {
    return switch (zone.isForward() ? 2 : zone.zone().labelCount()) {
      case 0 -> Step.Root::new;
      case 1 -> Step.Tld::new;
      default -> Step.Authoritative::new;
    };
  }

  void asks(Delegation zone, InetSocketAddress server, Question question) {
    if (!step.isOn()) {
      return;
    }
    asked = Addresses.text(server) + ", a server of " + zone.zone().toHost();
    step.peer(Addresses.text(server))
        .put("question", question.name().toHost())
        .put("type", question.type().toString())
        .put("zone", zone.zone().toHost());
    if (zone.origin() != Delegation.Origin.REFERRAL) {
      step.put("startedAt", zone.zone().toHost() + " from " + zone.origin().words());
    }
  }

  void answered(Exchanged.Answered answered) {
    if (!step.isOn()) {
      return;
    }
    Message message = answered.message();
    step.put("transport", answered.transport().word())
        .put("octets", answered.octets())
        .put("millis", Detail.Value.of(answered.millis()))
        .put("rcode", message.rcode().toString())
        .put("aa", message.flags().authoritative());
    dropped(answered.dropped());
  }

  void dropped(List<String> lines) {
    dropped.addAll(lines);
  }

  void joined() {
    joined = true;
  }

  void ends(Heard heard) {
    if (!step.isOn()) {
      return;
    }
    if (!dropped.isEmpty()) {
      step.put("dropped", dropped);
    }
    switch (heard) {
      case Heard.Useful(Reply reply, _) -> ends(reply);
      case Heard.Hearsay(_, String words) -> fails(VerdictCode.DNS_LAME, words);
      case Heard.Lame(String words) -> fails(VerdictCode.DNS_LAME, words);
      case Heard.Nothing(String words) -> fails(VerdictCode.DNS_NO_REACHABLE_SERVER, words);
      case Heard.NoWay(String words) -> fails(VerdictCode.DNS_NO_REACHABLE_SERVER, words);
      case Heard.Garbage(String words) -> fails(VerdictCode.DNS_MALFORMED, words);
      case Heard.TcpBlocked(String words, _) ->
          fails(VerdictCode.DNS_TCP_NEEDED_BUT_BLOCKED, words);
      case Heard.NoEdns() -> fails(VerdictCode.DNS_MALFORMED, "does not know EDNS");
      case Heard.Crowded(String words) -> fails(VerdictCode.DNS_LIMIT, words);
      case Heard.TooMuch() -> step.end(Outcome.SKIPPED);
    }
  }

  private void fails(VerdictCode code, String words) {
    step.fail(Cause.of(code, asked + ": " + words));
  }

  private void ends(Reply reply) {
    switch (reply) {
      case Reply.Referral(Delegation to) -> refers(to);
      case Reply.Answered answered -> ends(answered);
      case Reply.Failed(var failure) -> step.fail(failure.cause());
    }
  }

  private void refers(Delegation to) {
    List<String> names = to.servers().stream().map(NameServer::name).map(Name::toHost).toList();
    List<String> glue =
        to.servers().stream().flatMap(s -> s.addresses().stream()).map(Addresses::text).toList();
    step.put("referralTo", to.zone().toHost()).put("servers", names).put("glue", glue);
    end(Outcome.REFERRAL);
  }

  private void ends(Reply.Answered answered) {
    if (!answered.links().isEmpty()) {
      List<String> targets = answered.links().stream().map(l -> l.target().toHost()).toList();
      step.put("aliasTo", targets);
    }
    switch (answered.end()) {
      case Reply.End.Records(var sets, _) -> {
        step.put("records", sets.stream().mapToLong(s -> s.set().data().size()).sum());
        end(answered.links().isEmpty() ? Outcome.ANSWER : Outcome.ALIAS);
      }
      case Reply.End.NoData _ -> end(Outcome.NO_DATA);
      case Reply.End.NoName _ -> end(Outcome.NO_SUCH_NAME);
      case Reply.End.Elsewhere _, Reply.End.NameTooLong _ -> end(Outcome.ALIAS);
    }
  }

  private void end(Outcome outcome) {
    step.end(joined ? Outcome.JOINED : outcome);
  }
}
