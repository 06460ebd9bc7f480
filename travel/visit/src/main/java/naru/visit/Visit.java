package naru.visit;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import naru.connection.BodySink;
import naru.connection.Connection;
import naru.connection.Connector;
import naru.connection.Exchanged;
import naru.connection.Opening;
import naru.connection.Target;
import naru.journey.Cause;
import naru.journey.Journey;
import naru.journey.Outcome;
import naru.journey.Source;
import naru.journey.Step;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.names.LookupResult;
import naru.names.NameLookup;
import naru.time.Time;
import naru.wire.Name;

/**
 * One visit, from the address line to the page: {@link #walk} is the whole road. Used once, by one
 * thread.
 */
final class Visit {
  private final Time time;
  private final NameLookup lookup;
  private final Connector connector;
  private final VisitSettings settings;
  private final RootWalk rootWalk;
  private final BodySink sink;
  private final Trace.Recording trace;
  private final Diary diary;
  private final Redirects redirects;
  private final long deadline;

  Visit(
      Time time,
      NameLookup lookup,
      Connector connector,
      VisitSettings settings,
      RootWalk rootWalk,
      BodySink sink) {
    this.time = time;
    this.lookup = lookup;
    this.connector = connector;
    this.settings = settings;
    this.rootWalk = rootWalk;
    this.sink = sink;
    this.diary = new Diary(time);
    this.trace = Trace.recording(time);
    this.redirects = new Redirects(settings);
    this.deadline = time.nanos() + settings.maxTime().toNanos();
  }

  /** The whole road; with redirects it is walked again from the address line of each. */
  Journey walk(String addressLine) {
    Errand errand = Errand.of(settings);
    Optional<Errand> next = walkOnce(UrlParser.parse(addressLine), addressLine, errand);
    while (next.isPresent()) {
      next = walkOnce(new UrlRead.Ok(next.get().url()), next.get().url().toString(), next.get());
    }
    return Diagnosis.of(UrlParser.withoutUserInfo(addressLine), diary, trace, settings);
  }

  /** One address line; gives the next one, where a redirect is followed. */
  private Optional<Errand> walkOnce(UrlRead read, String line, Errand errand) {
    diary.setOut();
    if (!(readAddressLine(read, line) instanceof UrlRead.Ok(Url url))) {
      return Optional.empty();
    }
    diary.askNames();
    if (!(lookUp(url) instanceof LookupResult.Found found)) {
      return Optional.empty();
    }
    if (!(connect(url, found) instanceof Opening.Opened(Connection connection))) {
      return Optional.empty();
    }
    Exchanged exchanged = exchange(connection, url, errand);
    connection.close(trace);
    return redirects.next(url, exchanged, errand, diary);
  }

  private UrlRead readAddressLine(UrlRead read, String line) {
    String shown = UrlParser.withoutUserInfo(line);
    Trace.Span step = trace.begin(Step.Url::new, shown).source(Source.DERIVED);
    switch (read) {
      case UrlRead.Ok(Url url) -> {
        step.put("url", url.toString()).put("port", url.port()).end(Outcome.OK);
        diary.meant(url);
      }
      case UrlRead.Malformed(String reason, int position) ->
          fail(
              step,
              VerdictCode.URL_MALFORMED,
              "not a URL: " + reason + ", at character " + (position + 1));
      case UrlRead.UnsupportedScheme(String scheme) ->
          fail(
              step,
              VerdictCode.URL_UNSUPPORTED_SCHEME,
              "scheme \"" + scheme + "\" is not visited; http and https are");
    }
    return read;
  }

  private void fail(Trace.Span step, VerdictCode code, String text) {
    Cause cause = Cause.of(code, text);
    step.fail(cause);
    diary.stopped(cause);
  }

  private LookupResult lookUp(Url url) {
    String host = url.host().toString();
    LookupResult result = lookup.look(host, settings.families(), deadline, trace);
    switch (result) {
      case LookupResult.Found found -> diary.found(found);
      case LookupResult.Failed(Cause cause, _) -> diary.stopped(cause);
    }
    if (url.host() instanceof Url.Host.Domain(Name name, _)) {
      rootWalk.beside(name, result, settings.families(), deadline, trace).ifPresent(diary::differs);
    }
    return result;
  }

  private Opening connect(Url url, LookupResult.Found found) {
    List<InetSocketAddress> dial =
        found.addresses().stream()
            .map(address -> settings.dialling().dial(address, url.port()))
            .toList();
    long connectDeadline = time.nanos() + settings.connectTimeout().toNanos();
    Opening opening =
        connector.open(
            target(url), dial, settings.versions(), Math.min(connectDeadline, deadline), trace);
    switch (opening) {
      case Opening.Opened(Connection connection) -> diary.connected(connection);
      case Opening.Failed(Cause cause) -> diary.stopped(cause);
    }
    return opening;
  }

  private static Target target(Url url) {
    String host = url.host().toString();
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return new Target(url.scheme() == Url.Scheme.HTTPS, bare, url.port());
  }

  private Exchanged exchange(Connection connection, Url url, Errand errand) {
    BodySink taker = settings.followRedirects() ? redirects.holding(sink) : sink;
    Exchanged exchanged =
        connection.exchange(errand.request(url, settings), taker, deadline, trace);
    diary.exchanged(exchanged);
    if (exchanged instanceof Exchanged.Failed failed) {
      diary.stopped(failed.cause());
    }
    return exchanged;
  }
}
