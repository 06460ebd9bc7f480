package naru.proof.scenario;

import java.util.ArrayList;
import java.util.List;
import naru.proof.scenario.Scenario.Range;
import naru.proof.scenario.ScriptedNetwork.Pending;

/** How far a play has come in its steps, and what they still have in store. One play's own. */
final class Script {
  private final Scenario scenario;
  private final List<Step> steps;
  private int at;

  Script(Scenario scenario) {
    this.scenario = scenario;
    this.steps = new ArrayList<>(scenario.steps());
  }

  boolean isOver() {
    return at == steps.size();
  }

  /** The step that is about to be executed. */
  Step current() {
    return steps.get(at);
  }

  /** The current step is done. */
  void pass() {
    at++;
  }

  List<Range> ranges() {
    return scenario.ranges();
  }

  /** The current step's number, which says which ranges are active; at the end the last one's. */
  int number() {
    List<Step> all = isOver() ? scenario.steps() : List.of(current());
    return all.isEmpty() ? 0 : all.getLast().place().number();
  }

  /** Whether the current step looks for this question. */
  boolean looksFor(Pending pending) {
    return !isOver() && current() instanceof Step.CheckOutQuery check && isWanted(check, pending);
  }

  static boolean isWanted(Step.CheckOutQuery check, Pending pending) {
    return check.server().map(pending::goesTo).orElse(true) && pending.fits(check.entry());
  }

  /** The pairs of question and answer from here on, until something else comes. */
  List<Step.Canned> canned() {
    List<Step.Canned> pairs = new ArrayList<>();
    for (int i = at; i < steps.size() && steps.get(i) instanceof Step.Canned pair; i++) {
      pairs.add(pair);
    }
    return pairs;
  }

  /** A pair that has been used. */
  void remove(Step.Canned pair) {
    steps.remove(pair);
  }

  /** Whether a step from here on, or a range then, answers this question. */
  boolean mayAnswer(Pending pending) {
    return steps.subList(at, steps.size()).stream().anyMatch(step -> mayAnswer(step, pending))
        || ranges().stream().anyMatch(range -> mayAnswer(range, pending));
  }

  private boolean mayAnswer(Range range, Pending pending) {
    return range.to() >= number()
        && range.server().map(pending::goesTo).orElse(true)
        && range.entries().stream().anyMatch(pending::fits);
  }

  private static boolean mayAnswer(Step step, Pending pending) {
    return switch (step) {
      case Step.Timeout _, Step.Hangup _ -> true;
      case Step.Reply reply -> reply.entry().isAnswerTo(pending.query());
      case Step.Canned canned -> canned.reply().entry().isAnswerTo(pending.query());
      case Step.CheckOutQuery check -> check.entry().copyId() && isWanted(check, pending);
      case Step.Query _,
          Step.CheckAnswer _,
          Step.TimePasses _,
          Step.Quiet _,
          Step.Assign _,
          Step.CheckAnchors _,
          Step.Unsupported _ ->
          false;
    };
  }
}
