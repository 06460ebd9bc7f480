package naru.proof.scenario;

import naru.proof.scenario.Journal.Wanted;

/** Plays texts. */
final class Plays {
  private Plays() {}

  /** What comes of a scenario; a text that is none fails the test. */
  static Outcome of(String text) {
    return switch (ScenarioReader.parse(text)) {
      case ScenarioReader.Read.Whole(Scenario scenario) ->
          Player.play(scenario, 1, new Journal(Wanted.NOTHING));
      case ScenarioReader.Read.Mistake(int line, String reason) ->
          throw new AssertionError("line " + line + ": " + reason);
    };
  }
}
