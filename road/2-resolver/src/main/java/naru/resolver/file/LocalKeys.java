package naru.resolver.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.config.YamlMap;
import naru.resolver.LocalZone;
import naru.resolver.ResolverConfig;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.ZoneFile;

/** What is answered from the file itself: local zones, local data, special-use names. */
public final class LocalKeys {
  private static final String DEFAULT_TTL = "$TTL 3600\n";

  private LocalKeys() {}

  /** The configuration with what the file says; other files are found in {@code directory}. */
  public static ResolverConfig read(YamlMap top, Path directory, ResolverConfig config) {
    List<Record> records = new ArrayList<>();
    top.scalars("local-data").forEach(line -> line(top, line, records));
    top.parsedList("local-data-files", text -> FilePaths.in(directory, text), "a file")
        .forEach(file -> file(top, file, records));
    return config
        .withLocalZones(zones(top))
        .withLocalData(records)
        .withSpecialNames(top.flag("special-names").orElse(config.specialNames()));
  }

  private static void line(YamlMap top, YamlMap.Scalar line, List<Record> records) {
    switch (ZoneFile.parse(DEFAULT_TTL + line.text(), "local-data", Name.ROOT)) {
      case ZoneFile.Records(List<Record> read) -> records.addAll(read);
      case ZoneFile.Broken broken ->
          top.complaints().add(line.line(), "local-data: " + broken.reason());
    }
  }

  private static void file(YamlMap top, Path file, List<Record> records) {
    switch (ZoneFile.read(file, Name.ROOT)) {
      case ZoneFile.Records(List<Record> read) -> records.addAll(read);
      case ZoneFile.Broken broken ->
          top.complain("local-data-files", "local-data-files: " + broken);
    }
  }

  private static List<LocalZone> zones(YamlMap top) {
    List<LocalZone> zones = new ArrayList<>();
    for (YamlMap map : top.maps("local-zones")) {
      map.needText("zone");
      map.needText("kind");
      Optional<Name> zone = map.parsed("zone", text -> Name.parse(text).ok(), "a domain name");
      Optional<LocalZone.Kind> kind =
          map.parsed("kind", LocalZone.Kind::parse, "a kind of local zone");
      RecordClass recordClass =
          map.parsed("class", RecordClass::parse, "a class").orElse(RecordClass.IN);
      map.complainAboutOthers();
      zone.ifPresent(
          name -> kind.ifPresent(known -> zones.add(new LocalZone(name, recordClass, known))));
    }
    return zones;
  }
}
