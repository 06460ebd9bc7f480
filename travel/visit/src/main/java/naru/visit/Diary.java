package naru.visit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import naru.connection.ConnectMarks;
import naru.connection.Connection;
import naru.connection.Exchanged;
import naru.connection.HttpMarks;
import naru.connection.ResponseHead;
import naru.journey.Cause;
import naru.journey.Note;
import naru.journey.NoteCode;
import naru.journey.Timing;
import naru.names.HostsLine;
import naru.names.LookupResult;
import naru.net.Addresses;
import naru.time.Time;

/**
 * What a visit remembers of its way for its conclusion: marks of time, what was found, what stopped
 * it. A redirect starts a new page; the clock goes on. Confined to one thread.
 */
final class Diary {
  private final Time time;
  private final long startNanos;
  private final List<Note> notes = new ArrayList<>();
  private Optional<Cause> cause = Optional.empty();
  private Page page = new Page();

  /** What belongs to one address line. */
  private static final class Page {
    Optional<Url> url = Optional.empty();
    Optional<LookupResult.Found> found = Optional.empty();
    Optional<String> remote = Optional.empty();
    Optional<String> protocol = Optional.empty();
    Optional<Long> lookupStart = Optional.empty();
    Optional<Long> lookupEnd = Optional.empty();
    Optional<ConnectMarks> connected = Optional.empty();
    Optional<HttpMarks> exchanged = Optional.empty();
    Optional<ResponseHead> head = Optional.empty();
  }

  Diary(Time time) {
    this.time = time;
    this.startNanos = time.nanos();
  }

  void setOut() {
    page = new Page();
  }

  void meant(Url url) {
    page.url = Optional.of(url);
  }

  void askNames() {
    page.lookupStart = Optional.of(time.nanos());
  }

  void found(LookupResult.Found found) {
    page.lookupEnd = Optional.of(time.nanos());
    page.found = Optional.of(found);
    found
        .byHand()
        .ifPresent(line -> notes.add(new Note(NoteCode.NAMES_HOSTS_OVERRIDE, override(line))));
  }

  private String override(HostsLine line) {
    String name = page.found.map(found -> found.chain().getLast().toHost()).orElse("");
    return line + " sends " + name + " to " + String.join(" ", addresses());
  }

  void connected(Connection connection) {
    page.connected = Optional.of(connection.marks());
    page.remote = Optional.of(Addresses.text(connection.remote()));
    page.protocol = Optional.of(connection.protocol());
  }

  void exchanged(Exchanged exchanged) {
    page.exchanged = Optional.of(exchanged.marks());
    page.head =
        switch (exchanged) {
          case Exchanged.Answered answered -> Optional.of(answered.head());
          case Exchanged.Failed failed -> failed.head();
        };
  }

  void differs(Note note) {
    notes.add(note);
  }

  void downgraded(Url from, Url to) {
    notes.add(new Note(NoteCode.HTTP_DOWNGRADE, from + " redirects to " + to + ", without TLS"));
  }

  void stopped(Cause why) {
    if (page.lookupStart.isPresent() && page.lookupEnd.isEmpty()) {
      page.lookupEnd = Optional.of(time.nanos());
    }
    cause = Optional.of(why);
  }

  Optional<Cause> cause() {
    return cause;
  }

  List<Note> notes() {
    return List.copyOf(notes);
  }

  Optional<Url> url() {
    return page.url;
  }

  Optional<ResponseHead> head() {
    return page.head;
  }

  Optional<String> remote() {
    return page.remote;
  }

  Optional<String> protocol() {
    return page.protocol;
  }

  List<String> addresses() {
    return page.found.map(LookupResult.Found::addresses).orElse(List.of()).stream()
        .map(naru.journey.Peer::text)
        .toList();
  }

  Timing timing() {
    return new Timing(
        millis(page.lookupStart),
        millis(page.lookupEnd),
        millis(page.connected.map(ConnectMarks::startNanos)),
        millis(page.connected.flatMap(ConnectMarks::secureStartNanos)),
        millis(page.connected.map(ConnectMarks::endNanos)),
        millis(page.exchanged.map(HttpMarks::requestStartNanos)),
        millis(page.exchanged.flatMap(HttpMarks::responseStartNanos)),
        millis(page.exchanged.flatMap(HttpMarks::responseEndNanos)));
  }

  private OptionalDouble millis(Optional<Long> nanos) {
    return nanos.isPresent()
        ? OptionalDouble.of((nanos.get() - startNanos) / 1e6)
        : OptionalDouble.empty();
  }

  /** Since the visit began. */
  double elapsedMillis() {
    return time.millisSince(startNanos);
  }
}
