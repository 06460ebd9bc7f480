package naru.visit;

import naru.connection.BodySink;
import naru.connection.Connector;
import naru.journey.Journey;
import naru.names.NameLookup;
import naru.time.Time;

/**
 * What lasts from one visit to the next: the browser's cache inside {@code lookup}, the TLS
 * sessions inside {@code connector}. Used by one thread at a time; visits wait.
 */
public final class BrowsingSession {
  private final Time time;
  private final NameLookup lookup;
  private final Connector connector;
  private final VisitSettings settings;
  private final RootWalk walk;

  public BrowsingSession(
      Time time, NameLookup lookup, Connector connector, VisitSettings settings, RootWalk walk) {
    this.time = time;
    this.lookup = lookup;
    this.connector = connector;
    this.settings = settings;
    this.walk = walk;
  }

  /** A session without walks from the root. */
  public BrowsingSession(
      Time time, NameLookup lookup, Connector connector, VisitSettings settings) {
    this(time, lookup, connector, settings, RootWalk.NONE);
  }

  /** Visits what the address line names; the body of the last response goes into {@code sink}. */
  public Journey visit(String addressLine, BodySink sink) {
    return new Visit(time, lookup, connector, settings, walk, sink).walk(addressLine);
  }
}
