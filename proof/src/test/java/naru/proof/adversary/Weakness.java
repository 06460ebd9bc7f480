package naru.proof.adversary;

import naru.net.DnsExchange;
import naru.time.Chance;
import naru.time.Time;

/**
 * What is taken from the resolver's defences, or done to it behind its back, to see that the checks
 * notice.
 */
interface Weakness {
  /** Nothing. */
  Weakness NONE = new Weakness() {};

  /** The chance that the resolver gets instead of {@code strong}. */
  default Chance chance(Chance strong) {
    return strong;
  }

  /** How servers are asked, instead of by {@code honest}. */
  default DnsExchange exchange(DnsExchange honest, Time time, Sea sea) {
    return honest;
  }
}
