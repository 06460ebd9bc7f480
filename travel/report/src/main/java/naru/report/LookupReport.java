package naru.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import naru.journey.Cause;
import naru.journey.Note;
import naru.journey.Step;

/**
 * What a lookup came to, and its walk. Immutable.
 *
 * @param records found, a line each in master-file form
 * @param cause why there are none
 */
public record LookupReport(
    String name,
    String type,
    List<String> records,
    Optional<Cause> cause,
    Optional<Note> note,
    double millis,
    List<Step> steps) {
  public LookupReport {
    records = List.copyOf(records);
    steps = List.copyOf(steps);
  }

  /** The records first, or the cause; then the walk. */
  public String text(Ink ink) {
    StringBuilder out = new StringBuilder();
    records.forEach(line -> out.append(Ink.clean(line)).append('\n'));
    cause.ifPresent(why -> {
      out.append(ink.bad("stopped  "));
      out.append(ink.strong(why.code().word() + ": " + Ink.clean(why.text()))).append('\n');
      why.proof().forEach(line -> out.append("         ").append(Ink.clean(line)).append('\n'));
    });
    note.ifPresent(fact -> out.append(TextReport.note(fact, ink)).append('\n'));
    out.append('\n').append(TextReport.steps(steps, ink));
    out.append(ink.faint(String.format(Locale.ROOT, "%8.1f  in all%n", millis)));
    return out.toString();
  }

  /** The document {@code naru.lookup/1}. */
  public String json() {
    return JsonReport.lookup(this);
  }
}
