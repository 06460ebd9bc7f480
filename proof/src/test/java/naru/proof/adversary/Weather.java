package naru.proof.adversary;

/**
 * How the network fares in one run. Immutable.
 *
 * @param lostPermille datagrams that never arrive
 * @param doubledPermille datagrams that arrive twice
 * @param mangledPermille answers before which a spoilt copy of them arrives
 * @param jitterMillis by how much the time of a passage varies; beyond it packets overtake others
 * @param stalledPermille datagrams that take up to two seconds more
 * @param sixWorks whether IPv6 goes anywhere
 */
record Weather(
    int lostPermille,
    int doubledPermille,
    int mangledPermille,
    int jitterMillis,
    int stalledPermille,
    boolean sixWorks) {

  /** Half of all runs are calm, so that what comes out of them has no excuse. */
  static Weather of(Dice dice) {
    boolean six = !dice.oneIn(4);
    return switch (dice.below(8)) {
      case 0, 1 -> new Weather(0, 0, 0, 4, 0, six);
      case 2, 3 -> new Weather(0, 100, 150, 12, 0, six);
      case 4, 5 -> new Weather(dice.between(5, 60), 50, 50, 40, 10, six);
      case 6 -> new Weather(dice.between(100, 350), 100, 100, 150, 50, six);
      default -> new Weather(dice.between(0, 20), 20, 400, 80, 200, six);
    };
  }

  /** Nothing is lost and nothing late: copies alone, doubled or spoilt, excuse nobody. */
  boolean isCalm() {
    return lostPermille == 0 && stalledPermille == 0;
  }
}
