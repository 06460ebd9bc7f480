package naru.app;

import java.nio.file.Path;
import java.util.Optional;
import naru.net.Addresses;
import picocli.CommandLine.Option;

/** The flags that choose the road: which hosts file, which resolver, which internet. */
final class RoadOptions {
  @Option(names = "--json", description = "one JSON document on stdout, also on failure")
  boolean json;

  @Option(
      names = "--hosts",
      paramLabel = "FILE",
      description = "hosts file to use (default: the system's)")
  Optional<Path> hosts = Optional.empty();

  @Option(
      names = "--root-hints",
      paramLabel = "FILE",
      description = "master file with the root servers and their addresses")
  Optional<Path> rootHints = Optional.empty();

  @Option(
      names = "--resolver",
      paramLabel = "ADDR[:PORT]",
      description = "ask this recursive resolver")
  Optional<String> resolver = Optional.empty();

  @Option(names = "--system", description = "ask the operating system (getaddrinfo)")
  boolean system;

  @Option(names = "--walk", description = "also walk from the root and report the difference")
  boolean walk;

  @Option(names = "--world", paramLabel = "FILE", description = "visit inside this world")
  Optional<Path> world = Optional.empty();

  @Option(names = "--internet", description = "visit the real internet")
  boolean internet;

  @Option(
      names = "--colour",
      negatable = true,
      description = "colour, or --no-colour (default: on a terminal)")
  Optional<Boolean> colour = Optional.empty();

  /** What cannot be meant, before anything is started. */
  Optional<String> complaint() {
    if (internet && world.isPresent()) {
      return Optional.of("--internet and --world exclude each other");
    }
    if (system && resolver.isPresent()) {
      return Optional.of("--system and --resolver exclude each other");
    }
    return resolver
        .filter(text -> Addresses.parse(text, Road.DNS_PORT).isEmpty())
        .map(text -> "--resolver: \"" + text + "\" is no address with or without a port");
  }
}
