package naru.names;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import naru.journey.Account;
import naru.journey.Detail;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Steps;
import naru.journey.Told;
import naru.journey.Trace;
import naru.net.Addresses;
import naru.net.Exchanged;
import naru.net.Server;
import naru.wire.Message;

/** Writes the one step of a name that resolvers were asked about. Confined to one thread. */
final class ResolverStep {
  private final Trace.Span step;
  private final List<StubQuestion> questions;

  ResolverStep(Trace.Span step, List<StubQuestion> questions) {
    this.step = step;
    this.questions = questions;
  }

  void write(Finding finding) {
    if (step.isOn()) {
      whoAnswered();
      how();
      CacheStep.describe(step, finding);
      step.add(children());
    }
    switch (finding) {
      case Finding.Failed(var cause) -> step.fail(cause);
      case Finding.Found _ -> step.end(Outcome.ANSWER);
      case Finding.Alias _ -> step.end(Outcome.ALIAS);
      case Finding.NoData _ -> step.end(Outcome.NO_DATA);
      case Finding.NoSuchName _ -> step.end(Outcome.NO_SUCH_NAME);
      // An answer that says nothing about what was asked.
      case Finding.Unknown _ -> step.end(Outcome.NO_DATA);
    }
  }

  /** The resolver whose answer counts, else the last that was asked. */
  private void whoAnswered() {
    Optional<StubQuestion.Try> best =
        questions.stream().flatMap(q -> q.answered().stream()).findFirst();
    Optional<StubQuestion.Try> last =
        questions.stream().flatMap(q -> q.tries().reversed().stream()).findFirst();
    best.or(() -> last)
        .ifPresent(made -> {
          peer(made.upstream().server());
          if (made.outcome() instanceof Exchanged.Answered answered) {
            answer(answered);
          }
        });
  }

  /** Who has no address is known by his socket. */
  private void peer(Server server) {
    switch (server) {
      case Server.Plain plain -> step.peer(plain.toString());
      case Server.OverTcp tcp -> step.peer(tcp.toString());
      case Server.OverTls tls -> step.peer(Addresses.text(tls.address()));
      case Server.Local local -> step.put("socket", local.toString());
    }
  }

  private void answer(Exchanged.Answered answered) {
    Message message = answered.message();
    step.put("transport", answered.transport().word());
    step.put("rcode", message.rcode().toString());
    step.put("flags", message.flags().toString());
    ExtendedError.of(message).ifPresent(error -> step.put("ede", error.toString()));
  }

  /** The milliseconds of each type, and every try where one was not enough. */
  private void how() {
    Detail millis = Detail.NONE;
    List<String> tries = new ArrayList<>();
    for (StubQuestion question : questions) {
      String type = question.question().type().toString();
      if (question.answered().map(StubQuestion.Try::outcome).orElse(new Exchanged.Cancelled())
          instanceof Exchanged.Answered answered) {
        millis = millis.with(type, Detail.Value.of(answered.millis()));
      }
      tries.addAll(question.proof());
    }
    step.put("types", questions.stream().map(q -> q.question().type().toString()).toList());
    step.put("millis", new Detail.Value.Group(millis));
    step.put("attempts", tries.size());
    if (tries.size() > questions.size() || millis.values().size() < questions.size()) {
      step.put("tries", tries);
    }
  }

  /** What the resolvers told of their own steps, by our clock, in the order of time. */
  private List<Step> children() {
    List<Step> children = new ArrayList<>();
    boolean cut = false;
    for (StubQuestion question : questions) {
      Told told = question.told();
      cut |= told.cut();
      double asked = question.teller().map(StubQuestion.Try::sentMillis).orElse(0.0);
      String type = question.question().type().toString();
      for (Step each : told.steps()) {
        children.add(Steps.reported(Steps.shifted(withType(each, type), asked)));
      }
    }
    if (cut) {
      step.put("cut", true);
    }
    children.sort(Comparator.comparingDouble(child -> child.account().startMillis()));
    return children;
  }

  /** Says for which of the types a question was sent, where its sender did not. */
  private static Step withType(Step told, String type) {
    Account account = told.account();
    if (account.detail().values().containsKey("type")) {
      return told;
    }
    Account typed =
        new Account(
            account.name(),
            account.startMillis(),
            account.durationMillis(),
            account.outcome(),
            account.source(),
            account.peer(),
            account.detail().with("type", Detail.Value.of(type)),
            account.cause(),
            account.steps());
    return Steps.ofStation(told.station()).orElseThrow().apply(typed);
  }
}
