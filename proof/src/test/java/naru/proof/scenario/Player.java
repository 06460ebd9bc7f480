package naru.proof.scenario;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.proof.scenario.Outcome.Tally;
import naru.proof.scenario.ScriptedNetwork.Pending;
import naru.proof.scenario.ScriptedNetwork.Reaction;
import naru.resolver.RecursiveResolver;
import naru.resolver.ResolverService;
import naru.time.SimulatedTime;

/**
 * Plays one scenario: lets the resolver run until it waits, gives it what the script has for it,
 * and takes the next step when the script has nothing more. Confined to one thread.
 */
final class Player {
  /** A play with more rounds than this has no end. */
  private static final int MAX_ROUNDS = 5000;

  /** A clock that moves further than this has no dates any more. */
  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(4_000_000_000L);

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final Script script;
  private final ScenarioConfig config;
  private final SimulatedTime time;
  private final Journal journal;
  private final ScriptedNetwork network;
  private final RecursiveResolver resolver;
  private final Clients clients;
  private final Macros macros;
  private final List<Pending> sentSinceClient = new ArrayList<>();
  private int unasked;
  private int otherChecks;

  private Player(Scenario scenario, ScenarioConfig config, long seed, Journal journal) {
    this.script = new Script(scenario);
    this.config = config;
    this.journal = journal;
    this.time = new SimulatedTime(seed, Instant.EPOCH);
    this.network = new ScriptedNetwork(time, journal, this::sent);
    this.resolver = new RecursiveResolver(time, network, config.config());
    this.clients = new Clients(time, new ResolverService(time, resolver, config.config()), journal);
    this.macros = new Macros(time);
  }

  /** Plays a scenario; the seed decides what chance decides. */
  static Outcome play(Scenario scenario, long seed, Journal journal) {
    Optional<String> leftOut = OutOfScope.feature(scenario.config());
    if (leftOut.isPresent()) {
      return new Outcome.Skipped(leftOut.get());
    }
    try {
      ScenarioConfig config = ScenarioConfig.of(scenario.config());
      return new Player(scenario, config, seed, journal).play();
    } catch (Broken broken) {
      return new Outcome.Failed("line " + broken.line + ": " + broken.reason, Tally.NOTHING);
    }
  }

  /** The scenario wants something that is not so. */
  private static final class Unfulfilled extends Exception {
    private static final long serialVersionUID = 1;

    Unfulfilled(String reason) {
      super(reason);
    }

    Unfulfilled(Step step, String reason) {
      super(step.place() + ": " + reason);
    }
  }

  private Outcome play() {
    try {
      run();
      end();
      return new Outcome.Passed(tally());
    } catch (Unfulfilled unfulfilled) {
      return failed(reason(unfulfilled));
    } catch (IllegalStateException crash) {
      return failed("the resolver crashed: " + rootOf(crash));
    } finally {
      close();
    }
  }

  private Outcome failed(String reason) {
    String ignored = config.ignored().isEmpty() ? "" : "; settings not known: " + config.ignored();
    String deviations = tally().deviations();
    String queries = deviations.isEmpty() ? "" : "; " + deviations;
    journal.line("FAIL " + reason);
    return new Outcome.Failed((reason + queries + ignored).replace('\n', ' '), tally());
  }

  private static String rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    StackTraceElement[] trace = root.getStackTrace();
    return root + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  private Tally tally() {
    return clients.tally(otherChecks, network.extraQueries(), unasked);
  }

  private void run() throws Unfulfilled {
    time.runReady();
    for (int round = 0; !script.isOver(); round++) {
      if (round == MAX_ROUNDS) {
        throw new Unfulfilled(script.current(), "no end after " + MAX_ROUNDS + " rounds");
      }
      if (!isDone(script.current()) && !isFed() && !isRefused()) {
        take(script.current());
      }
      time.runReady();
    }
  }

  private boolean isRefused() {
    return network.refuseOne(pending -> !script.mayAnswer(pending));
  }

  /** A check that holds already is done before more traffic flows. */
  private boolean isDone(Step step) {
    boolean done =
        switch (step) {
          case Step.CheckOutQuery check -> isWaiting(check);
          case Step.CheckAnswer check -> clients.take(check);
          case Step.Query _,
              Step.Reply _,
              Step.Canned _,
              Step.Timeout _,
              Step.Hangup _,
              Step.TimePasses _,
              Step.Quiet _,
              Step.Assign _,
              Step.CheckAnchors _,
              Step.Unsupported _ ->
              false;
        };
    if (done) {
      script.pass();
    }
    return done;
  }

  /** A question that waits already is also answered by the step, where its entry is an answer. */
  private boolean isWaiting(Step.CheckOutQuery check) {
    Optional<Pending> found =
        network.waiting().stream().filter(pending -> Script.isWanted(check, pending)).findFirst();
    found.ifPresent(pending -> {
      otherChecks++;
      sentSinceClient.remove(pending);
      if (check.entry().copyId()) {
        pending.reaction().complete(new Reaction.Answer(check.entry()));
      }
    });
    return found.isPresent();
  }

  /** A question that the current step looks for passes it at the moment it is sent. */
  private void sent(Pending pending) {
    if (script.looksFor(pending)) {
      otherChecks++;
      script.pass();
    } else {
      sentSinceClient.add(pending);
    }
  }

  private boolean isFed() {
    return isFedByCanned() || network.answerOne(script.ranges(), script.number());
  }

  /** Neighbouring pairs of question and answer count in any order. */
  private boolean isFedByCanned() {
    for (Step.Canned pair : script.canned()) {
      Reaction answer = new Reaction.Answer(pair.reply().entry());
      if (network.react(pending -> isAsked(pair.asked(), pending), answer)) {
        otherChecks++;
        script.remove(pair);
        return true;
      }
    }
    return false;
  }

  private static boolean isAsked(Step.CheckOutQuery asked, Pending pending) {
    return asked.server().map(pending::goesTo).orElse(true)
        && (asked.entry().isAnswerTo(pending.query()) || pending.fits(asked.entry()));
  }

  /** The network is quiet: the step happens. */
  private void take(Step step) throws Unfulfilled {
    switch (step) {
      case Step.Query query -> {
        script.pass();
        sentSinceClient.clear();
        clients.ask(query.entry(), query.client().orElse(LOOPBACK), query.place());
      }
      case Step.CheckAnswer check -> lack(check, () -> clients.whyNot(check));
      case Step.CheckOutQuery check -> {
        if (!wasSent(check)) {
          lack(check, () -> "no server was asked " + asked(check.entry()));
        }
      }
      case Step.Reply reply -> {
        script.pass();
        reply(reply.entry());
      }
      case Step.Canned canned -> {
        script.pass();
        unasked++;
        journal.line(canned.place() + ": was not asked " + asked(canned.asked().entry()));
      }
      case Step.Timeout _ -> {
        script.pass();
        network.react(_ -> true, new Reaction.Silence());
      }
      case Step.Hangup _ -> {
        script.pass();
        network.react(_ -> true, new Reaction.Hangup());
      }
      case Step.TimePasses passes -> {
        sentSinceClient.clear();
        time.leap(duration(passes));
        script.pass();
      }
      case Step.Quiet _ -> script.pass();
      case Step.Assign assign -> {
        script.pass();
        assign(assign);
      }
      case Step.CheckAnchors check -> {
        script.pass();
        checkAnchors(check);
      }
      case Step.Unsupported other ->
          throw new Unfulfilled(other, other.word() + " is not supported");
    }
  }

  private interface Complaint {
    String text();
  }

  /** What is missing may still come of a question that nothing in the script answers. */
  private void lack(Step step, Complaint complaint) throws Unfulfilled {
    if (!network.refuseOne(_ -> true)) {
      throw new Unfulfilled(step, complaint.text());
    }
  }

  private static String asked(Entry entry) {
    return entry.message().questions().toString();
  }

  /** The order of questions is the resolver's business: one sent a little earlier counts too. */
  private boolean wasSent(Step.CheckOutQuery check) {
    Optional<Pending> earlier =
        sentSinceClient.stream().filter(pending -> Script.isWanted(check, pending)).findFirst();
    earlier.ifPresent(pending -> {
      sentSinceClient.remove(pending);
      otherChecks++;
      script.pass();
    });
    return earlier.isPresent();
  }

  /** For the newest question under way that it answers, else for the newest. */
  private void reply(Entry entry) {
    Reaction answer = new Reaction.Answer(entry);
    if (!network.react(pending -> entry.isAnswerTo(pending.query()), answer)) {
      network.react(_ -> true, answer);
    }
  }

  private Duration duration(Step.TimePasses passes) throws Unfulfilled {
    try {
      BigDecimal seconds = Macros.number(macros.expand(passes.seconds()));
      BigDecimal then = seconds.add(BigDecimal.valueOf(time.nanos(), 9));
      if (seconds.signum() < 0 || then.compareTo(MAX_SECONDS) > 0) {
        throw new Unfulfilled(passes, seconds + " seconds cannot pass");
      }
      journal.line(passes.place() + ": " + seconds + " s pass");
      return Duration.ofNanos(seconds.movePointRight(9).longValue());
    } catch (Macros.Failed failed) {
      throw new Unfulfilled(passes, reason(failed));
    }
  }

  private void assign(Step.Assign assign) throws Unfulfilled {
    try {
      macros.assign(assign.variable(), assign.text());
    } catch (Macros.Failed failed) {
      throw new Unfulfilled(assign, reason(failed));
    }
  }

  private static String reason(Exception failed) {
    return Optional.ofNullable(failed.getMessage()).orElse("no reason");
  }

  private void checkAnchors(Step.CheckAnchors check) throws Unfulfilled {
    List<AnchorStates.Anchor> wanted = AnchorStates.read(check.file(), check.place().line());
    Optional<List<AnchorStates.Anchor>> got = config.anchors();
    journal.line(check.place() + ": anchors " + got + ", wanted " + wanted);
    if (!got.equals(Optional.of(wanted))) {
      String found = got.map(List::toString).orElse("none are watched");
      throw new Unfulfilled(check, "trust anchors " + wanted + " expected, got " + found);
    }
    otherChecks++;
  }

  /** What is still under way gets its answer, and nobody may have been answered unseen. */
  private void end() throws Unfulfilled {
    time.runReady();
    while (network.answerOne(script.ranges(), script.number()) || network.refuseOne(_ -> true)) {
      time.runReady();
      if (network.extraQueries() > MAX_ROUNDS) {
        throw new Unfulfilled("no end of questions");
      }
    }
    Optional<String> unseen = clients.unseen();
    if (unseen.isPresent()) {
      throw new Unfulfilled("at the end: " + unseen.get());
    }
  }

  /** Nothing stays behind that waits. */
  private void close() {
    try {
      resolver.close();
      for (int i = 0; i < MAX_ROUNDS && network.react(_ -> true, new Reaction.Cancelled()); i++) {
        time.runReady();
      }
    } catch (IllegalStateException crash) {
      journal.line("crash at the end: " + rootOf(crash));
    }
  }
}
