package naru.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import naru.time.SimulatedTime;
import org.junit.jupiter.api.Test;

class TraceTest {
  private final SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
  private final Trace.Recording trace = Trace.recording(time);

  @Test
  void aStepHasItsTimesItsFactsAndItsChildren() {
    Trace.Span resolver = trace.begin(Step.Resolver::new, "www.naru.test");
    time.advance(Duration.ofMillis(2));
    Trace.Span root = resolver.begin(Step.Root::new, "www.naru.test").peer("127.53.0.1:53");
    time.advance(Duration.ofMillis(3));
    root.end(Outcome.REFERRAL);
    resolver.put("transport", "local").end(Outcome.ALIAS);

    Account account = trace.steps().getFirst().account();
    assertThat(account.durationMillis()).isEqualTo(5);
    assertThat(account.detail().text("transport")).contains("local");
    assertThat(account.steps().getFirst().station()).isEqualTo("root");
    assertThat(account.steps().getFirst().account().startMillis()).isEqualTo(2);
  }

  @Test
  void aStepEndsOnce() {
    Trace.Span step = trace.begin(Step.Hosts::new, "a");
    step.end(Outcome.MISS);
    step.end(Outcome.HIT);
    assertThat(trace.steps().getFirst().account().outcome()).isEqualTo(Outcome.MISS);
  }

  @Test
  void whatIsToldComesBackAsItWas() {
    Trace.Span step = trace.begin(Step.Root::new, "a").put("n", 3).put("list", List.of("x", "y"));
    step.begin(Step.Tld::new, "b").fail(Cause.of(VerdictCode.DNS_LAME, "lame"));
    step.end(Outcome.REFERRAL);
    Told told =
        new Told(
            trace.steps(), Optional.of(Cause.of(VerdictCode.DNS_SERVFAIL, "no answer")), false);
    assertThat(ToldCodec.decode(ToldCodec.encode(told, Limits.TOLD_OCTETS))).contains(told);
  }

  @Test
  void whatDoesNotFitIsLeftOutAndSaysSo() {
    IntStream.range(0, 200).forEach(i -> trace.begin(Step.Root::new, "n" + i).end(Outcome.MISS));
    byte[] bytes = ToldCodec.encode(new Told(trace.steps(), Optional.empty(), false), 2_000);
    assertThat(bytes.length).isLessThanOrEqualTo(2_000);
    assertThat(ToldCodec.decode(bytes))
        .get()
        .matches(told -> told.cut() && told.steps().size() > 5);
  }

  @Test
  void everyCutAndEveryChangedOctetIsRefusedOrRead() {
    trace.begin(Step.Root::new, "a").put("n", 3).end(Outcome.MISS);
    byte[] bytes = ToldCodec.encode(new Told(trace.steps(), Optional.empty(), false), 2_000);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(ToldCodec.decode(java.util.Arrays.copyOf(bytes, i))).isEmpty();
      byte[] changed = bytes.clone();
      changed[i] = (byte) ~changed[i];
      ToldCodec.decode(changed);
    }
  }
}
