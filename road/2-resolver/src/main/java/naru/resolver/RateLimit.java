package naru.resolver;

import java.net.InetAddress;
import java.util.List;
import naru.config.ClientRates.Allowance;

/**
 * How often a client may ask over UDP, where its address proves nothing. One with a valid cookie is
 * not limited, nor is one over a stream. Immutable.
 *
 * @param slip of the questions beyond the limit one in so many is answered with no more than the
 *     advice to use TCP, so that a client whose address others forge is still served; 0: none is
 * @param exempt clients without a limit
 */
public record RateLimit(Allowance allowance, int slip, List<AddressPrefix> exempt) {
  public RateLimit {
    exempt = List.copyOf(exempt);
  }

  /** Whether this client has no limit. */
  public boolean isExempt(InetAddress client) {
    return exempt.stream().anyMatch(prefix -> prefix.holds(client));
  }
}
