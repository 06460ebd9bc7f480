package naru.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import naru.journey.Detail;
import naru.journey.Step;

/** Which facts of a step fit on its line, and how they read. The JSON has all of them. */
final class Facts {
  /** Values that need no word before them. */
  private static final Set<String> PLAIN =
      Set.of(
          "target",
          "aliasTo",
          "addresses",
          "referralTo",
          "type",
          "rcode",
          "transport",
          "version",
          "cipherSuite",
          "alpn",
          "status",
          "reason",
          "protocol",
          "contentType");

  private Facts() {}

  static List<String> shownFor(Step step) {
    return switch (step) {
      case Step.Url _ -> List.of();
      case Step.Hosts _ -> List.of("target", "addresses", "file", "line");
      case Step.BrowserCache _, Step.OsCache _ -> List.of("target", "addresses", "ttlSeconds");
      case Step.Resolver _ -> List.of("target", "addresses", "transport");
      case Step.Root _, Step.Tld _, Step.Authoritative _ ->
          List.of("type", "aliasTo", "referralTo", "addresses", "rcode", "transport");
      case Step.Tcp _ -> List.of("localAddress", "mappedFrom");
      case Step.Tls _ -> List.of("version", "cipherSuite", "alpn");
      case Step.Http _ -> List.of("status", "reason", "protocol", "contentType", "bytesDecoded");
      case Step.Close _ -> List.of("closedBy");
    };
  }

  static boolean isPlain(String word) {
    return PLAIN.contains(word);
  }

  /** {@code ttlSeconds} as {@code ttl seconds}. */
  static String words(String camel) {
    return camel.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  static String text(Detail.Value value) {
    return switch (value) {
      case Detail.Value.Text(String text) -> text;
      case Detail.Value.Whole(long number) -> Long.toString(number);
      case Detail.Value.Fraction(double number) -> String.format(Locale.ROOT, "%.1f", number);
      case Detail.Value.Flag(boolean on) -> on ? "yes" : "no";
      case Detail.Value.Many(List<Detail.Value> items) ->
          String.join(" ", items.stream().map(Facts::text).toList());
      case Detail.Value.Group(Detail detail) -> detail.values().keySet().toString();
    };
  }
}
