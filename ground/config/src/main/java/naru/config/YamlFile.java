package naru.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Opens a YAML document whose top is a mapping. */
public final class YamlFile {
  private YamlFile() {}

  /** The top of a file; empty with a complaint when there is none to read. */
  public static Optional<YamlMap> read(Path path, Complaints complaints) {
    return text(path, complaints).flatMap(text -> parse(text, complaints));
  }

  /** The top of a text; empty with a complaint when there is none. */
  public static Optional<YamlMap> parse(String text, Complaints complaints) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(complaints.file())
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(Limits.ALIASES)
            .setCodePointLimit(Limits.FILE_OCTETS)
            .build();
    try {
      Optional<Node> top = new Compose(settings).composeString(text);
      if (top.isPresent() && top.get() instanceof MappingNode mapping) {
        return Optional.of(new YamlMap(mapping, complaints));
      }
      complaints.add(top.isPresent() ? 1 : 0, "a mapping of keys and values is expected");
    } catch (MarkedYamlEngineException broken) {
      complaints.add(lineOf(broken), problemOf(broken));
    } catch (YamlEngineException broken) {
      complaints.add(0, firstLine(broken));
    }
    return Optional.empty();
  }

  private static Optional<String> text(Path path, Complaints complaints) {
    try {
      if (Files.size(path) > Limits.FILE_OCTETS) {
        complaints.add(0, "larger than " + Limits.FILE_OCTETS + " octets");
        return Optional.empty();
      }
      ByteBuffer octets = ByteBuffer.wrap(Files.readAllBytes(path));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
    } catch (NoSuchFileException missing) {
      complaints.add(0, "no such file");
    } catch (AccessDeniedException denied) {
      complaints.add(0, "may not be read");
    } catch (CharacterCodingException garbled) {
      complaints.add(0, "is not UTF-8");
    } catch (IOException unreadable) {
      complaints.add(0, "cannot be read: " + FileTrouble.reason(unreadable));
    }
    return Optional.empty();
  }

  private static int lineOf(MarkedYamlEngineException broken) {
    return broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static String problemOf(MarkedYamlEngineException broken) {
    String problem = broken.getProblem();
    return problem == null ? firstLine(broken) : problem;
  }

  private static String firstLine(YamlEngineException broken) {
    String message = broken.getMessage();
    return message == null ? "broken YAML" : message.lines().findFirst().orElse("broken YAML");
  }
}
