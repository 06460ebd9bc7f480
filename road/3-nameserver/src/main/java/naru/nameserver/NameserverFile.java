package naru.nameserver;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 *   - {name: naru.test, file: naru.zone, signed: true}
 * signing: {keys: keys, denial: nsec3}     # see {@link SigningFile}
 * </pre>
 *
 * Immutable.
 *
 * @param signed the zones that this server signs; one whose file is signed already is not among
 *     them
 */
public record NameserverFile(
    List<InetSocketAddress> listen,
    Optional<String> identity,
    Map<Name, Path> zones,
    Set<Name> signed,
    SigningFile signing) {
  private static final int DNS_PORT = 53;

  public NameserverFile {
    listen = List.copyOf(listen);
    zones = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(zones));
    signed = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(signed));
  }

  /** Reads a file; zone files are found relative to it. */
  public static Configured<NameserverFile> read(Path file) {
    Complaints complaints = new Complaints(file.toString());
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    NameserverFile read =
        YamlFile.read(file, complaints)
            .map(top -> read(top, directory))
            .orElseGet(() -> nothing(directory));
    return complaints.unlessAny(read);
  }

  private static NameserverFile nothing(Path directory) {
    return new NameserverFile(
        List.of(), Optional.empty(), Map.of(), Set.of(), SigningFile.usual(directory));
  }

  private static NameserverFile read(YamlMap top, Path directory) {
    List<InetSocketAddress> listen =
        top.parsedList(
            "listen",
            text -> Addresses.parse(text, DNS_PORT),
            "an address, with or without a port");
    Map<Name, Path> zones = new LinkedHashMap<>();
    Set<Name> signed = new LinkedHashSet<>();
    for (YamlMap map : top.maps("zones")) {
      Optional<String> file = map.needText("file");
      map.needText("name");
      Optional<Name> name = map.parsed("name", text -> Name.parse(text).ok(), "a domain name");
      boolean sign = map.flag("signed").orElse(false);
      map.complainAboutOthers();
      name.filter(_ -> sign).ifPresent(signed::add);
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
    SigningFile signing =
        top.map("signing")
            .map(map -> SigningFile.read(map, directory))
            .orElseGet(() -> SigningFile.usual(directory));
    NameserverFile file = new NameserverFile(listen, top.text("identity"), zones, signed, signing);
    top.complainAboutOthers();
    return file;
  }
}
