package naru.proof.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import naru.net.DnsExchange;
import naru.net.Exchanged;
import naru.net.Packets;
import naru.net.Server;
import naru.time.Chance;
import naru.time.Time;
import naru.wire.Message;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** The checks themselves: each defence that is taken away, and each thing planted, is found. */
class CheckerTest {
  private static final int SEEDS = 40;

  /** The first findings of some seeds, each run with this weakness. */
  private static List<String> findings(Weakness weakness, int seeds) {
    List<String> found = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      found.addAll(new Voyage(seed, weakness).sail().findings());
    }
    return found;
  }

  @Test
  void nothingIsFoundWhereNothingIsWeak() {
    assertThat(findings(Weakness.NONE, SEEDS)).isEmpty();
  }

  /** Ids and ports that are counted, without a change of case. */
  private static final class Counting implements Chance {
    private int ids;
    private int ports;

    @Override
    public void fill(byte[] target) {
      boolean port = target.length == Long.BYTES;
      int count = port ? ports++ : ids++;
      Arrays.fill(target, (byte) (port ? 1 : 0));
      target[port ? 4 : 0] = (byte) (count >> 8);
      target[port ? 5 : 1] = (byte) count;
    }
  }

  @Test
  void countedIdsAndPortsAreGuessedByTheForger() {
    Weakness counted =
        new Weakness() {
          @Override
          public Chance chance(Chance strong) {
            return new Counting();
          }
        };
    List<String> forged =
        LongStream.rangeClosed(1, 20 * SEEDS)
            .mapToObj(seed -> new Voyage(seed, counted).sail().findings())
            .flatMap(List::stream)
            .filter(line -> line.contains("203.0.113.") || line.contains("trap"))
            .limit(3)
            .toList();
    assertThat(forged).hasSize(3);
  }

  /** A server's answers as this alters them. */
  private static Weakness altering(UnaryOperator<Message> how) {
    return new Weakness() {
      @Override
      public DnsExchange exchange(DnsExchange honest, Time time, Sea sea) {
        return (server, query, limit, cancelled) -> {
          Exchanged exchanged = honest.ask(server, query, limit, cancelled);
          return exchanged instanceof Exchanged.Answered a
              ? new Exchanged.Answered(
                  how.apply(a.message()), a.transport(), a.octets(), a.millis(), a.dropped())
              : exchanged;
        };
      }
    };
  }

  private static Message withAnswers(Message message, UnaryOperator<Record> how) {
    Message.Builder altered = message.edit().withoutRecords();
    return altered
        .answers(message.answers().stream().map(how).toList())
        .authorities(message.authorities())
        .additionals(message.additionals())
        .build();
  }

  private static Record elsewhere(Record record) {
    return record.type().equals(RecordType.A)
        ? Record.of(
            record.owner(),
            record.ttlSeconds(),
            RecordData.address(TreeMaker.address("203.0.113.99")))
        : record;
  }

  @Test
  void anotherAddressInAnAnswerIsFoundThereAndInTheCache() {
    List<String> found = findings(altering(m -> withAnswers(m, CheckerTest::elsewhere)), SEEDS);
    assertThat(found).anyMatch(line -> line.startsWith("client "));
    assertThat(found).anyMatch(line -> line.startsWith("remembered [") && line.contains(".99"));
  }

  @Test
  void otherGlueIsFoundAmongTheServers() {
    Weakness glue =
        altering(message -> {
          Message.Builder altered = message.edit().withoutRecords();
          return altered
              .answers(message.answers())
              .authorities(message.authorities())
              .additionals(message.additionals().stream().map(CheckerTest::elsewhere).toList())
              .build();
        });
    assertThat(findings(glue, SEEDS))
        .anyMatch(line -> line.startsWith("remembered of servers") && line.contains(".99"));
  }

  @Test
  void aMissingRecordAndALongerLifeAreFound() {
    assertThat(findings(altering(m -> withAnswers(m, r -> r.withTtl(100_000))), SEEDS))
        .anyMatch(line -> line.startsWith("client "));
    Weakness fewer =
        altering(m ->
            m.answers().size() < 2
                ? m
                : m.edit()
                    .withoutRecords()
                    .answers(m.answers().subList(0, 1))
                    .authorities(m.authorities())
                    .build());
    assertThat(findings(fewer, SEEDS)).anyMatch(line -> line.startsWith("client "));
  }

  @Test
  void aDenialOfWhatIsThereIsFound() {
    Weakness denying =
        altering(m ->
            m.answers().isEmpty()
                ? m
                : m.edit().withoutRecords().rcode(naru.wire.Rcode.NXDOMAIN).build());
    assertThat(findings(denying, SEEDS)).anyMatch(line -> line.startsWith("client "));
  }

  @Test
  void whatTakesTooLongOrCostsTooMuchIsFound() {
    Weakness slow =
        new Weakness() {
          @Override
          public DnsExchange exchange(DnsExchange honest, Time time, Sea sea) {
            return (server, query, limit, cancelled) -> {
              time.pause(Duration.ofSeconds(4), time.promise());
              return honest.ask(server, query, limit, cancelled);
            };
          }
        };
    assertThat(findings(slow, SEEDS)).anyMatch(line -> line.contains(" took "));

    Weakness greedy =
        new Weakness() {
          @Override
          public DnsExchange exchange(DnsExchange honest, Time time, Sea sea) {
            return (server, query, limit, cancelled) -> {
              for (int i = 0; i < 100; i++) {
                var _ = honest.ask(server, query, Duration.ofNanos(1), cancelled);
              }
              return honest.ask(server, query, limit, cancelled);
            };
          }
        };
    assertThat(findings(greedy, SEEDS)).anyMatch(line -> line.contains(" cost "));
  }

  @Test
  void whatIsLeftBehindIsFound() {
    Weakness leaving =
        new Weakness() {
          @Override
          public DnsExchange exchange(DnsExchange honest, Time time, Sea sea) {
            return (server, query, limit, cancelled) -> {
              InetSocketAddress peer = ((Server.Plain) server).address();
              Packets.Opened<Packets.Stream> opened = sea.stream(peer);
              var _ = time.after(Duration.ofDays(1), () -> {});
              assertThat(opened).isNotNull();
              return honest.ask(server, query, limit, cancelled);
            };
          }
        };
    assertThat(findings(leaving, 3))
        .anyMatch(line -> line.contains("timers are left"))
        .anyMatch(line -> line.contains("left open"));
    Weakness waiting =
        new Weakness() {
          @Override
          public DnsExchange exchange(DnsExchange honest, Time time, Sea sea) {
            return (server, query, limit, cancelled) -> {
              time.start("forgotten", () -> time.promise().await());
              return honest.ask(server, query, limit, cancelled);
            };
          }
        };
    assertThat(findings(waiting, 3)).anyMatch(line -> line.contains("tasks are left"));
  }
}
