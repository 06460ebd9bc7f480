package naru.app;

import java.nio.file.Path;
import java.util.List;
import naru.resolver.NameServer;
import naru.resolver.PortMap;
import naru.resolver.RootHints;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.ZoneFile;

/** Root hints: a master file with {@code . NS} and the addresses of the servers named. */
final class HintsFile {
  private HintsFile() {}

  /** The servers, or one line about the file. */
  sealed interface Read {
    record Hints(List<NameServer> roots) implements Read {}

    record Broken(String reason) implements Read {}
  }

  static Read read(Path file) {
    return switch (ZoneFile.read(file, Name.ROOT)) {
      case ZoneFile.Broken broken -> new Read.Broken(broken.toString());
      case ZoneFile.Records(List<Record> records) -> roots(file, records);
    };
  }

  private static Read roots(Path file, List<Record> records) {
    List<NameServer> roots = RootHints.of(records, PortMap.STANDARD);
    return roots.isEmpty()
        ? new Read.Broken(file + ": no root server with an address")
        : new Read.Hints(roots);
  }
}
