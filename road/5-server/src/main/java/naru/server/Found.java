package naru.server;

/** What a path of a folder leads to. Immutable. */
sealed interface Found {
  /** A file. */
  record Stored(StoredFile file) implements Found {}

  /** A directory that was named without its slash, without which relative links would break. */
  record WithoutSlash() implements Found {}

  /** Something that is not given out. */
  record Forbidden() implements Found {}

  /** Nothing. */
  record Missing() implements Found {}
}
