package naru.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import naru.config.ClientRates.Allowance;
import naru.time.SimulatedTime;
import org.junit.jupiter.api.Test;

/** Buckets of tokens, a client each, in a table that never grows. */
class ClientRatesTest {
  private final SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
  private final ClientRates rates = new ClientRates(time, Allowance.of(10, 5));

  private boolean take(String client) {
    return rates.take(InetAddress.ofLiteral(client));
  }

  private int taken(String client, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += take(client) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void aRestedClientMayAskABurstAtOnce() {
    assertThat(taken("192.0.2.1", 20)).isEqualTo(5);
  }

  @Test
  void tokensComeBackOneByOne() {
    taken("192.0.2.1", 20);
    time.advance(Duration.ofMillis(100));
    assertThat(taken("192.0.2.1", 20)).isEqualTo(1);
    time.advance(Duration.ofMillis(300));
    assertThat(taken("192.0.2.1", 20)).isEqualTo(3);
    time.advance(Duration.ofMinutes(5));
    assertThat(taken("192.0.2.1", 20)).isEqualTo(5);
  }

  @Test
  void inTheLongRunItIsTheRate() {
    int taken = 0;
    for (int i = 0; i < 1_000; i++) {
      taken += taken("192.0.2.1", 3);
      time.advance(Duration.ofMillis(10));
    }
    assertThat(taken).isBetween(100, 105);
  }

  @Test
  void clientsDoNotTakeFromEachOther() {
    taken("192.0.2.1", 20);
    assertThat(taken("192.0.2.2", 20)).isEqualTo(5);
    assertThat(taken("2001:db8::1", 20)).isEqualTo(5);
  }

  @Test
  void aHouseholdIsOneClientHoweverManyAddressesItHas() {
    assertThat(taken("2001:db8:0:1100::1", 3)).isEqualTo(3);
    assertThat(taken("2001:db8:0:11ff:8000::2", 20)).isEqualTo(2);
    assertThat(taken("2001:db8:0:1200::1", 20)).isEqualTo(5);
  }

  @Test
  void manyClientsRarelyShareABucket() {
    int cutShort = 0;
    for (int i = 0; i < 10_000; i++) {
      String client = "10." + i / 250 + "." + i % 250 + ".1";
      cutShort += taken(client, 5) < 5 ? 1 : 0;
    }
    // Both places of the last ones are taken with a chance of (10,000 / 65,536)^2.
    assertThat(cutShort).isBetween(1, 200);
  }
}
