package naru.proof.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import naru.time.SimulatedTime;
import org.junit.jupiter.api.Test;

class MacrosTest {
  private final SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
  private final Macros macros = new Macros(time);

  @Test
  void sumsGoFromLeftToRight() throws Macros.Failed {
    assertThat(macros.expand("${10*24*3600}")).isEqualTo("864000");
    assertThat(macros.expand("${1 + 2 * 3}")).isEqualTo("9");
    assertThat(macros.expand("${7 / 2 - 1}")).isEqualTo("2.5");
    assertThat(macros.expand("a ${1 + 1} b ${2}")).isEqualTo("a 2 b 2");
    assertThat(macros.expand("${1 2 3}")).isEqualTo("1 2 3");
  }

  @Test
  void variablesAndInnerBracesComeFirst() throws Macros.Failed {
    macros.assign("t0", "${10 + 5}");

    assertThat(macros.expand("${$t0 + ${2 * 3}}")).isEqualTo("21");
    assertThat(macros.expand("${ctime ${$t0}}")).isEqualTo("Thu Jan  1 00:00:15 1970");
    assertThatThrownBy(() -> macros.expand("${$t1}")).hasMessage("no variable t1");
  }

  @Test
  void theClockAndItsNextTimerAreKnown() throws Macros.Failed {
    time.leap(Duration.ofSeconds(123_456));
    time.after(Duration.ofSeconds(5000), () -> {});

    assertThat(macros.expand("${time}")).isEqualTo("123456");
    assertThat(macros.expand("${ctime $time0}".replace("$time0", "${time}")))
        .isEqualTo("Fri Jan  2 10:17:36 1970");
    assertThat(macros.expand("${timeout}")).isEqualTo("5000");
    assertThat(macros.expand("${range 4800 ${timeout} 5400}")).isEqualTo("5000");
    assertThat(macros.expand("${range 5100 ${timeout} 5400}")).isEqualTo("5100");
  }

  @Test
  void whatIsNoNumberFails() {
    assertThatThrownBy(() -> Macros.number("soon")).hasMessage("no number: soon");
    assertThatThrownBy(() -> macros.expand("${1 / 0}")).hasMessage("divided by zero");
  }
}
