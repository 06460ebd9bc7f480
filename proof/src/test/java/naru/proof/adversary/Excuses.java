package naru.proof.adversary;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import naru.proof.adversary.Truth.Step;
import naru.wire.Name;
import naru.wire.Question;

/**
 * Why a question may fail although the zones have an answer: what is wrong on the way to it, and
 * nothing that is wrong elsewhere. Immutable but for the truth it asks.
 */
final class Excuses {
  private static final int ALIASES = 11;

  private final Tree tree;
  private final Truth truth;
  private final Weather weather;

  Excuses(Tree tree, Truth truth, Weather weather) {
    this.tree = tree;
    this.truth = truth;
    this.weather = weather;
  }

  /** A line each; none where the answer must be right. */
  Set<String> of(Question question) {
    Set<String> excuses = new LinkedHashSet<>();
    if (!weather.isCalm()) {
      excuses.add("the weather");
    }
    Optional<Name> at = Optional.of(question.name());
    for (int i = 0; i <= ALIASES && at.isPresent(); i++) {
      truth.needs(at.get(), question.type()).forEach(zone -> lookAt(zone, excuses));
      at =
          truth.step(at.get(), question.type()) instanceof Step.Alias(_, Name target)
              ? Optional.of(target)
              : Optional.empty();
    }
    return excuses;
  }

  private void lookAt(PlannedZone zone, Set<String> excuses) {
    if (tree.mayLie(zone)) {
      excuses.add(zone + " lies");
    }
    for (Name server : Tree.serversOf(zone)) {
      Machine machine = tree.server(server);
      boolean cannotSign = machine.ailment == Ailment.NO_EDNS && zone.seal.denying().isPresent();
      if (!machine.ailment.isQuirk() || cannotSign) {
        excuses.add(server + " of " + zone + " is " + machine.ailment);
      }
      if (machine.four.isEmpty() && !weather.sixWorks()) {
        excuses.add(server + " of " + zone + " has IPv6 only");
      }
    }
  }
}
