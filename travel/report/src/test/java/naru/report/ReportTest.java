package naru.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import naru.journey.Cause;
import naru.journey.Journey;
import naru.journey.Note;
import naru.journey.NoteCode;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Timing;
import naru.journey.Trace;
import naru.journey.Verdict;
import naru.journey.VerdictCode;
import naru.time.SimulatedTime;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
  private final Trace.Recording trace = Trace.recording(time);

  private Journey journey(VerdictCode code, String text) {
    Verdict verdict = new Verdict(code, text, List.of("proof"), "do this");
    OptionalDouble none = OptionalDouble.empty();
    Timing timing = new Timing(OptionalDouble.of(0.4), none, none, none, none, none, none, none);
    List<Note> notes = List.of(new Note(NoteCode.NAMES_HOSTS_OVERRIDE, "line 3"));
    return new Journey(
        "https://www.naru.test/",
        verdict,
        notes,
        timing,
        List.of("127.80.0.1"),
        Optional.of("127.80.0.1:443"),
        Optional.of("h2"),
        trace.steps());
  }

  private void walk() {
    Trace.Span resolver = trace.begin(Step.Resolver::new, "www.naru.test");
    Trace.Span root = resolver.begin(Step.Root::new, "a.root-servers.net").peer("127.53.0.1:53");
    time.advance(Duration.ofMillis(2));
    root.put("referralTo", "test").end(Outcome.REFERRAL);
    resolver.put("target", "web.naru.test").end(Outcome.ALIAS);
  }

  @Test
  void theVerdictComesFirstAndQuestionsAreIndented() {
    walk();
    assertThat(TextReport.of(List.of(journey(VerdictCode.OK, "200 OK")), Ink.PLAIN))
        .isEqualTo(
            """
            arrived  200 OK
                     https://www.naru.test/
                     proof
            next     do this
            note     names.hosts-override: line 3

                  ms  station         what
                 2.0  resolver        www.naru.test                 alias       web.naru.test
                 2.0    root          127.53.0.1:53                 referral    test
            """);
  }

  @Test
  void whatServersSaidNeverReachesTheTerminalRaw() {
    trace
        .begin(Step.Http::new, "GET /")
        .fail(Cause.of(VerdictCode.HTTP_MALFORMED, "said \"\033[2J\u202e\r\n\""));
    String text =
        TextReport.of(List.of(journey(VerdictCode.HTTP_MALFORMED, "\007bell")), Ink.PLAIN);
    assertThat(text).contains("\\x07bell", "\\x1b[2J\\u202e\\x0d\\x0a").doesNotContain("\033");
  }

  @Test
  void colourIsOnlyWhereItIsWanted() {
    walk();
    Journey journey = journey(VerdictCode.OK, "200 OK");
    assertThat(TextReport.of(List.of(journey), Ink.COLOUR)).contains("\033[32marrived");
    assertThat(TextReport.of(List.of(journey), Ink.PLAIN)).doesNotContain("\033");
  }

  /** The words that others rely on. */
  @Test
  void theDocumentHasTheWordsOfTheContract() {
    walk();
    String json = JsonReport.of(List.of(journey(VerdictCode.DNS_NXDOMAIN, "no \"name\"")));
    assertThat(json)
        .contains(
            "\"schema\": \"naru.journey/1\"",
            "\"outcome\": \"stopped\"",
            "\"exit\": 6",
            "\"code\": \"dns.nxdomain\"",
            "\"text\": \"no \\\"name\\\"\"",
            "\"domainLookupStart\": 0.4",
            "\"station\": \"resolver\"",
            "\"durationMs\": 2.0",
            "\"peer\": \"127.53.0.1:53\"",
            "\"referralTo\": \"test\"");
  }

  @Test
  void severalJourneysAreASession() {
    Journey journey = journey(VerdictCode.OK, "200 OK");
    assertThat(JsonReport.of(List.of(journey, journey)))
        .startsWith("{\n  \"schema\": \"naru.session/1\",\n  \"journeys\": [");
  }
}
