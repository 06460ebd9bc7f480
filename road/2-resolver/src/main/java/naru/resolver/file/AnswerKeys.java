package naru.resolver.file;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import naru.config.ClientRates.Allowance;
import naru.config.YamlMap;
import naru.resolver.AccessList;
import naru.resolver.AddressPrefix;
import naru.resolver.Limits;
import naru.resolver.RateLimit;
import naru.resolver.ResolverConfig;
import naru.wire.Rdata;

/** Who is answered, and how much: access, what the server says of itself, length. */
public final class AnswerKeys {
  private AnswerKeys() {}

  /** The configuration with what the file says. */
  public static ResolverConfig read(YamlMap top, ResolverConfig config) {
    ResolverConfig read = cookies(top, rateLimit(top, identity(top, config)));
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

  private static ResolverConfig rateLimit(YamlMap top, ResolverConfig config) {
    return top.map("rate-limit")
        .flatMap(AnswerKeys::rateLimit)
        .map(config::withRateLimit)
        .orElse(config);
  }

  private static Optional<RateLimit> rateLimit(YamlMap map) {
    map.needText("per-second");
    Optional<Integer> perSecond = map.number("per-second", 1, Limits.RATE_PER_SECOND);
    Optional<Integer> burst = map.number("burst", 1, Limits.RATE_PER_SECOND);
    int four = map.number("bits-of-ipv4", 8, 32).orElse(32);
    int six = map.number("bits-of-ipv6", 16, 128).orElse(56);
    int slip = map.number("slip", 0, 10).orElse(2);
    List<AddressPrefix> exempt =
        map.parsedList("exempt", AddressPrefix::parse, "an address or a prefix");
    map.complainAboutOthers();
    return perSecond.map(
        rate -> new RateLimit(new Allowance(rate, burst.orElse(rate), four, six), slip, exempt));
  }

  private static ResolverConfig cookies(YamlMap top, ResolverConfig config) {
    return config
        .withCookies(top.flag("cookies").orElse(config.cookies()))
        .withCookieSecrets(
            top.parsedList("cookie-secrets", AnswerKeys::secret, "32 hexadecimal digits"));
  }

  private static Optional<Rdata> secret(String text) {
    return octets("0x" + text).filter(secret -> secret.octets() == 16);
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
