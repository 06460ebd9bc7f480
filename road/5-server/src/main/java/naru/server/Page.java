package naru.server;

import java.util.function.Function;

/**
 * A page that code writes for each request.
 *
 * @param writer called on an event loop: it must not wait
 */
public record Page(Function<Arrival, Text> writer) implements Content {

  /** What a page says. */
  public record Text(String mediaType, String text) {}

  /** The page that tells a visitor what just happened. */
  public static Page arrival() {
    return new Page(ArrivalPage::write);
  }
}
