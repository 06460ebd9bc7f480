package naru.server;

/** What came of starting a server. Immutable. */
public sealed interface Started {
  /** It listens on everything that was asked for. */
  record Running(WebServer server) implements Started {}

  /** It does not run, and nothing was left open: one line that names the address or file. */
  record Refused(String reason) implements Started {}
}
