package naru.nameserver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordType;
import naru.wire.ZoneFile;

/** Which zone a master file is of, when nobody says it. */
final class OriginOfFile {
  private OriginOfFile() {}

  static Name of(Path file) {
    Name owner = ownerOfSoa(file).orElse(Name.ROOT);
    return owner.isRoot() ? ofFileName(file) : owner;
  }

  private static Optional<Name> ownerOfSoa(Path file) {
    List<Name> owners = new ArrayList<>(1);
    var unread =
        ZoneFile.stream(
            file,
            Name.ROOT,
            record -> {
              if (isFirstSoa(record, owners)) {
                owners.add(record.owner());
              }
            });
    return unread.isPresent() ? Optional.empty() : owners.stream().findFirst();
  }

  private static boolean isFirstSoa(Record record, List<Name> owners) {
    return owners.isEmpty() && record.type().equals(RecordType.SOA);
  }

  private static Name ofFileName(Path file) {
    String name = String.valueOf(file.getFileName());
    String bare = name.replaceFirst("^db\\.", "").replaceFirst("\\.(zone|db|txt|master)$", "");
    return bare.equals("root") ? Name.ROOT : Name.parse(bare).ok().orElse(Name.ROOT);
  }
}
