package naru.nameserver;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.config.Complaints;
import naru.config.Configured;
import naru.config.YamlFile;
import naru.config.YamlMap;
import naru.net.Addresses;
import naru.wire.Name;

/**
 * A name server's configuration file.
 *
 * <pre>
 * listen: [127.0.0.1:5300]
 * identity: ns1.naru.test
 * zones:
 *   - {name: naru.test, file: naru.zone}
 * </pre>
 *
 * Immutable.
 */
public record NameserverFile(
    List<InetSocketAddress> listen, Optional<String> identity, Map<Name, Path> zones) {
  private static final int DNS_PORT = 53;

  public NameserverFile {
    listen = List.copyOf(listen);
    zones = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(zones));
  }

  /** Reads a file; zone files are found relative to it. */
  public static Configured<NameserverFile> read(Path file) {
    Complaints complaints = new Complaints(file.toString());
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    NameserverFile read =
        YamlFile.read(file, complaints)
            .map(top -> read(top, directory))
            .orElseGet(() -> new NameserverFile(List.of(), Optional.empty(), Map.of()));
    return complaints.unlessAny(read);
  }

  private static NameserverFile read(YamlMap top, Path directory) {
    List<InetSocketAddress> listen =
        top.parsedList(
            "listen",
            text -> Addresses.parse(text, DNS_PORT),
            "an address, with or without a port");
    Map<Name, Path> zones = new LinkedHashMap<>();
    for (YamlMap map : top.maps("zones")) {
      Optional<String> file = map.needText("file");
      map.needText("name");
      Optional<Name> name = map.parsed("name", text -> Name.parse(text).ok(), "a domain name");
      map.complainAboutOthers();
      if (name.isPresent() && file.isPresent()) {
        Path earlier = zones.put(name.get(), directory.resolve(file.get()));
        if (earlier != null) {
          map.complain("name", "zone " + name.get() + " stands twice");
        }
      }
    }
    if (zones.isEmpty()) {
      top.complain("zones", "zones: a name server needs at least one");
    }
    NameserverFile file = new NameserverFile(listen, top.text("identity"), zones);
    top.complainAboutOthers();
    return file;
  }
}
