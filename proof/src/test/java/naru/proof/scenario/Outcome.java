package naru.proof.scenario;

/** What came of one scenario. Immutable. */
sealed interface Outcome {
  /** All that counts was as the scenario wants it. */
  record Passed(Tally tally) implements Outcome {}

  /** Something was not: {@code reason} says what, in one line. */
  record Failed(String reason, Tally tally) implements Outcome {}

  /** It is about a feature that is left out on purpose. */
  record Skipped(String feature) implements Outcome {}

  /**
   * How close it was.
   *
   * @param checks that held, of answers and of everything else
   * @param answers that were checked and had what counts
   * @param semantic how many of them were right but for the order of records
   * @param strict how many of them were exactly as wanted
   * @param extraQueries asked upstream, though the script has no answer to them
   * @param unasked questions that the script has an answer ready for, but nobody asked
   */
  record Tally(int checks, int answers, int semantic, int strict, int extraQueries, int unasked) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0);

    Tally plus(Tally other) {
      return new Tally(
          checks + other.checks,
          answers + other.answers,
          semantic + other.semantic,
          strict + other.strict,
          extraQueries + other.extraQueries,
          unasked + other.unasked);
    }

    @Override
    public String toString() {
      String deviations = deviations();
      return "checks held: " + checks + (deviations.isEmpty() ? "" : "; " + deviations);
    }

    /** What was asked otherwise than in the script; empty when nothing was. */
    String deviations() {
      String extra = extraQueries == 0 ? "" : "extra queries: " + extraQueries;
      String missing = unasked == 0 ? "" : "queries not asked: " + unasked;
      return extra + (extra.isEmpty() || missing.isEmpty() ? "" : ", ") + missing;
    }
  }
}
