package naru.names;

/**
 * A place that may know a name. {@link NameLookup} asks the sources in the order of the road; each
 * writes its own step. Thread-safe.
 */
sealed interface NameSource
    permits HostsFile, SpecialNames, BrowserCache, OperatingSystem, StubResolver {
  /** What it says of a name. */
  Finding find(Asked asked);
}
