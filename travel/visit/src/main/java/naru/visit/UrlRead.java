package naru.visit;

/** What came of reading an address line. Immutable. */
public sealed interface UrlRead {
  /** It can be visited. */
  record Ok(Url url) implements UrlRead {}

  /** It is no URL: why, and the character (from 0) where that shows. */
  record Malformed(String reason, int position) implements UrlRead {}

  /** It is one, of a kind that is not visited. */
  record UnsupportedScheme(String scheme) implements UrlRead {}
}
