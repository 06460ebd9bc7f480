package naru.resolver.file;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import naru.config.YamlMap;
import naru.resolver.AccessList;
import naru.resolver.ResolverConfig;
import naru.wire.Rdata;

/** Who is answered, and how much: access, what the server says of itself, length. */
public final class AnswerKeys {
  private AnswerKeys() {}

  /** The configuration with what the file says. */
  public static ResolverConfig read(YamlMap top, ResolverConfig config) {
    ResolverConfig read = identity(top, config);
    List<AccessList.Entry> access =
        top.parsedList("access", AccessList.Entry::parse, "a prefix, with or without an action");
    return read.withAccess(AccessList.LOOPBACK.and(access))
        .withMinimalResponses(top.flag("minimal-responses").orElse(read.minimalResponses()))
        .withMinimalAny(top.flag("minimal-any").orElse(read.minimalAny()));
  }

  private static ResolverConfig identity(YamlMap top, ResolverConfig config) {
    ResolverConfig read = config;
    read = top.text("identity").map(read::withIdentity).orElse(read);
    read = top.text("version").map(read::withVersion).orElse(read);
    return top.parsed("nsid", AnswerKeys::octets, "a text, or 0x and hexadecimal digits")
        .map(read::withNsid)
        .orElse(read);
  }

  private static Optional<Rdata> octets(String text) {
    if (!text.startsWith("0x")) {
      return Optional.of(Rdata.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    try {
      return Optional.of(Rdata.of(HexFormat.of().parseHex(text.substring(2))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
