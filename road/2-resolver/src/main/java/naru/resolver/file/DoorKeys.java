package naru.resolver.file;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import naru.config.YamlMap;
import naru.net.Addresses;
import naru.resolver.ResolverDoors;

/** Where the resolver can be asked. */
public final class DoorKeys {
  private static final int DNS_PORT = 53;
  private static final int TLS_PORT = 853;
  private static final int HTTPS_PORT = 443;

  private DoorKeys() {}

  /** What the file says; other files are found in {@code directory}. */
  public static ResolverDoors read(YamlMap top, Path directory) {
    return new ResolverDoors(
        addresses(top, "listen", DNS_PORT),
        addresses(top, "listen-tls", TLS_PORT),
        addresses(top, "listen-https", HTTPS_PORT),
        certificate(top, directory));
  }

  private static List<InetSocketAddress> addresses(YamlMap map, String key, int port) {
    return map.parsedList(
        key, text -> Addresses.parse(text, port), "an address, with or without a port");
  }

  private static Optional<ResolverDoors.Certificate> certificate(YamlMap top, Path directory) {
    Optional<Path> chain = file(top, "tls-certificate", directory);
    Optional<Path> key = file(top, "tls-key", directory);
    if (chain.isPresent() != key.isPresent()) {
      String alone = chain.isPresent() ? "tls-certificate" : "tls-key";
      top.complain(alone, alone + ": a certificate and its key belong together");
    }
    return chain.flatMap(c -> key.map(k -> new ResolverDoors.Certificate(c, k)));
  }

  private static Optional<Path> file(YamlMap top, String key, Path directory) {
    return top.parsed(key, text -> FilePaths.in(directory, text), "a file");
  }
}
