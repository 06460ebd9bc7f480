package naru.world;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import naru.config.FileTrouble;
import naru.dnssec.KeyFolder;
import naru.dnssec.KeyPlan;
import naru.dnssec.SigningKey;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;

/**
 * The keys of a world. One is kept from run to run, so that whoever trusts it goes on doing so: the
 * root's. The other zones have keys that are derived from it. Immutable.
 */
final class WorldKeys {
  /** What resolvers that read master files trust. */
  private static final String ANCHOR = "trust-anchor";

  /** The same in the words of BIND and its {@code delv}. */
  private static final String BIND_ANCHOR = "bind.keys";

  private static final long ANCHOR_TTL = 86_400;

  private final Path directory;
  private final SigningKey root;

  private WorldKeys(Path directory, SigningKey root) {
    this.directory = directory;
    this.root = root;
  }

  /** What came of opening them. */
  sealed interface Opened {
    record Keys(WorldKeys keys) implements Opened {}

    record Refused(String reason) implements Opened {}

    /** No zone is signed. */
    record Unneeded() implements Opened {}
  }

  /** The keys of this directory, which are made where there are none; the anchor lies beside. */
  static Opened open(Path directory) {
    return switch (new KeyFolder(directory).keysOf(Name.ROOT, KeyPlan.USUAL)) {
      case KeyFolder.Found.Refused(String reason) -> new Opened.Refused(reason);
      case KeyFolder.Found.Keys(List<SigningKey> keys) ->
          new WorldKeys(directory, keys.getFirst()).published();
    };
  }

  /** What the world's resolver trusts. */
  List<RecordData.Ds> anchor() {
    return List.of(root.ds(Name.ROOT));
  }

  /** The file that says so. */
  Path anchorFile() {
    return directory.resolve(ANCHOR);
  }

  SigningKey keyOf(Name zone) {
    return zone.isRoot() ? root : root.derived(zone);
  }

  private Opened published() {
    try {
      publish(anchorFile(), masterFile());
      publish(directory.resolve(BIND_ANCHOR), bindFile());
      return new Opened.Keys(this);
    } catch (IOException refused) {
      return new Opened.Refused(directory + ": " + FileTrouble.reason(refused));
    }
  }

  private String masterFile() {
    return anchor().stream()
        .map(ds -> Record.of(Name.ROOT, ANCHOR_TTL, ds) + "\n")
        .collect(Collectors.joining());
  }

  private String bindFile() {
    String anchors =
        anchor().stream()
            .map(ds ->
                "  . static-ds %d %d %d \"%s\";\n"
                    .formatted(ds.keyTag(), ds.algorithm(), ds.digestType(), hex(ds)))
            .collect(Collectors.joining());
    return "trust-anchors {\n" + anchors + "};\n";
  }

  private static String hex(RecordData.Ds ds) {
    return java.util.HexFormat.of().formatHex(ds.digest().bytes());
  }

  /** Another world may read the file meanwhile, so it is never seen half. */
  private static void publish(Path file, String text) throws IOException {
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      return;
    }
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".draft-", ".tmp");
    try {
      Files.writeString(draft, text, StandardCharsets.US_ASCII);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
