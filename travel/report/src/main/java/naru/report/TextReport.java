package naru.report;

import java.util.List;
import java.util.Locale;
import naru.journey.Account;
import naru.journey.Detail;
import naru.journey.Journey;
import naru.journey.Note;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Verdict;

/**
 * A journey for a person: the verdict first, its proof, what to do next; then one line a station
 * with its time, the questions behind it indented.
 *
 * <pre>
 * arrived  200 OK over h2 in 9.8 ms
 *
 *      ms  station         what
 *     0.1  hosts           www.naru.test           miss       file /etc/hosts
 *     4.2  resolver        www.naru.test           alias      web.naru.test
 *     0.6    root          127.53.0.7:53           referral   test.
 * </pre>
 */
public final class TextReport {
  private static final int STATION_WIDTH = 16;
  private static final int SUBJECT_WIDTH = 30;
  private static final int OUTCOME_WIDTH = 12;

  private final Ink ink;
  private final StringBuilder out = new StringBuilder();

  private TextReport(Ink ink) {
    this.ink = ink;
  }

  /** All journeys, an empty line between two. */
  public static String of(List<Journey> journeys, Ink ink) {
    return String.join("\n", journeys.stream().map(j -> new TextReport(ink).journey(j)).toList());
  }

  /** The stations alone, as {@code naru lookup} shows its walk. */
  public static String steps(List<Step> steps, Ink ink) {
    TextReport report = new TextReport(ink);
    report.stations(steps);
    return report.out.toString();
  }

  static String note(Note note, Ink ink) {
    return ink.strong("note     ") + note.code().word() + ": " + Ink.clean(note.text());
  }

  private String journey(Journey journey) {
    verdict(journey);
    for (Note note : journey.notes()) {
      line(note(note, ink));
    }
    line("");
    stations(journey.steps());
    return out.toString();
  }

  private void verdict(Journey journey) {
    Verdict verdict = journey.verdict();
    String word = journey.arrived() ? ink.good("arrived  ") : ink.bad("stopped  ");
    String code = journey.arrived() ? "" : verdict.code().word() + ": ";
    line(word + ink.strong(code + Ink.clean(verdict.text())));
    line("         " + Ink.clean(journey.url()));
    verdict.proof().stream()
        .filter(proof -> !verdict.text().contains(proof))
        .forEach(proof -> line("         " + Ink.clean(proof)));
    if (!verdict.next().isEmpty()) {
      line(ink.strong("next     ") + Ink.clean(verdict.next()));
    }
  }

  private void stations(List<Step> steps) {
    line(ink.faint(String.format(Locale.ROOT, "%8s  %-16s%s", "ms", "station", "what")));
    steps.forEach(step -> station(step, 0));
  }

  private void station(Step step, int depth) {
    Account account = step.account();
    String name = padded("  ".repeat(depth) + step.station(), STATION_WIDTH + 2 * (depth / 2));
    String subject = padded(Ink.clean(subject(step)), SUBJECT_WIDTH);
    String outcome = padded(account.outcome().word(), OUTCOME_WIDTH);
    String millis = String.format(Locale.ROOT, "%8.1f  ", account.durationMillis());
    line(
        (millis + name + subject + coloured(account.outcome(), outcome) + facts(step))
            .stripTrailing());
    account.steps().forEach(child -> station(child, depth + 1));
  }

  /** A question sent is known by whom it went to, everything else by what it was about. */
  private static String subject(Step step) {
    return switch (step) {
      case Step.Root(Account account) -> account.peer().orElse(account.name());
      case Step.Tld(Account account) -> account.peer().orElse(account.name());
      case Step.Authoritative(Account account) -> account.peer().orElse(account.name());
      case Step.Tcp(Account account) -> account.peer().orElse(account.name());
      case Step.Url(Account account) -> account.name();
      case Step.Hosts(Account account) -> account.name();
      case Step.BrowserCache(Account account) -> account.name();
      case Step.OsCache(Account account) -> account.name();
      case Step.Resolver(Account account) -> account.name();
      case Step.Tls(Account account) -> account.name();
      case Step.Http(Account account) -> account.name();
      case Step.Close(Account account) -> account.name();
    };
  }

  private String coloured(Outcome outcome, String text) {
    return switch (outcome) {
      case HIT, ANSWER, OK, ALIAS, REFERRAL, JOINED -> ink.good(text);
      case FAILED, NO_DATA, NO_SUCH_NAME -> ink.bad(text);
      case MISS, ABSENT, CANCELLED, SKIPPED -> ink.faint(text);
    };
  }

  private String facts(Step step) {
    Account account = step.account();
    if (account.cause().isPresent()) {
      return Ink.clean(account.cause().get().text());
    }
    StringBuilder facts = new StringBuilder();
    for (String word : Facts.shownFor(step)) {
      Detail.Value value = account.detail().values().get(word);
      if (value != null) {
        String text = Facts.text(value);
        facts.append(facts.isEmpty() || text.isEmpty() ? "" : ", ");
        facts.append(Facts.isPlain(word) ? text : Facts.words(word) + " " + text);
      }
    }
    return Ink.clean(facts.toString());
  }

  private static String padded(String text, int width) {
    return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
