package naru.proof.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import naru.proof.scenario.ConfigBlock.Clause;
import naru.proof.scenario.ConfigBlock.Setting;

/** Reads the configuration block, which ends at {@code CONFIG_END}. Confined to one thread. */
final class ConfigReader {
  private static final Set<String> CLAUSES =
      Set.of(
          "server",
          "stub-zone",
          "forward-zone",
          "auth-zone",
          "rpz",
          "view",
          "remote-control",
          "cachedb",
          "dynlib",
          "python",
          "dnstap",
          "dnscrypt",
          "ipset",
          "redis");

  private static final Pattern KEY = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*:");

  private final Lines lines;
  private final List<Clause> clauses = new ArrayList<>();
  private final Map<String, List<String>> anchorFiles = new LinkedHashMap<>();
  private final Map<String, List<String>> zoneFiles = new LinkedHashMap<>();
  private String clause = "server";
  private List<Setting> settings = new ArrayList<>();

  private ConfigReader(Lines lines) {
    this.lines = lines;
  }

  static ConfigBlock read(Lines lines) {
    return new ConfigReader(lines).read();
  }

  private ConfigBlock read() {
    while (true) {
      String line = lines.next();
      if (line.startsWith("CONFIG_END")) {
        beginClause("");
        return new ConfigBlock(clauses, anchorFiles, zoneFiles);
      }
      if (line.startsWith("AUTOTRUST_FILE")) {
        anchorFiles.put(id(line), lines.until("AUTOTRUST_END"));
      } else if (line.startsWith("TEMPFILE_CONTENTS")) {
        zoneFiles.put(id(line), lines.until("TEMPFILE_END"));
      } else if (line.startsWith("TEMPFILE_NAME")) {
        take(new Token(id(line), true));
      } else {
        tokens(line).forEach(this::take);
      }
    }
  }

  private String id(String line) {
    String[] words = line.split("\\s+", -1);
    if (words.length < 2) {
      throw lines.broken(words[0] + " without a name");
    }
    return words[1];
  }

  private record Token(String text, boolean quoted) {}

  private List<Token> tokens(String line) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < line.length() && line.charAt(at) != '#') {
      char c = line.charAt(at);
      if (c <= ' ') {
        at++;
      } else if (c == '"' || c == '\'') {
        int end = line.indexOf(c, at + 1);
        if (end < 0) {
          throw lines.broken("quotation mark without its end");
        }
        tokens.add(new Token(line.substring(at + 1, end), true));
        at = end + 1;
      } else {
        int end = endOfWord(line, at);
        tokens.add(new Token(line.substring(at, end), false));
        at = end;
      }
    }
    return tokens;
  }

  /** A key ends behind its colon, whether a blank follows or not. */
  private static int endOfWord(String line, int from) {
    int end = from;
    while (end < line.length() && line.charAt(end) > ' ') {
      end++;
      boolean valueFollows = end < line.length() && "\"'".indexOf(line.charAt(end)) >= 0;
      if (valueFollows && KEY.matcher(line.substring(from, end)).matches()) {
        return end;
      }
    }
    return end;
  }

  private void take(Token token) {
    if (!token.quoted() && KEY.matcher(token.text()).matches()) {
      String word = token.text().substring(0, token.text().length() - 1);
      if (CLAUSES.contains(word)) {
        beginClause(word);
      } else {
        settings.add(new Setting(word, List.of(), lines.number()));
      }
    } else if (!settings.isEmpty()) {
      Setting last = settings.removeLast();
      List<String> values = new ArrayList<>(last.values());
      values.add(token.text());
      settings.add(new Setting(last.key(), values, last.line()));
    } else {
      throw lines.broken("\"" + token.text() + "\" belongs to no setting");
    }
  }

  private void beginClause(String next) {
    if (!settings.isEmpty() || !clause.equals("server")) {
      clauses.add(new Clause(clause, settings));
    }
    clause = next;
    settings = new ArrayList<>();
  }
}
