package naru.server;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** "You have arrived": what the server saw of the request, as HTML, text or JSON. Stateless. */
final class ArrivalPage {
  private static final String HTML =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>You have arrived</title>
      <style>
      body{font:16px/1.6 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}
      dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem}
      dt{color:#666}dd{margin:0;overflow-wrap:anywhere;font-family:monospace}
      </style>
      <h1>You have arrived</h1>
      <p>This is what the server saw of your request.</p>
      <dl>
      ROWS</dl>
      </html>
      """;

  private ArrivalPage() {}

  static Page.Text write(Arrival arrival) {
    Map<String, String> facts = facts(arrival);
    return switch (wanted(arrival.accept())) {
      case HTML -> new Page.Text("text/html; charset=utf-8", html(facts));
      case TEXT -> new Page.Text("text/plain; charset=utf-8", text(facts));
      case JSON -> new Page.Text("application/json", json(facts));
    };
  }

  private enum Form {
    HTML,
    TEXT,
    JSON
  }

  /** HTML unless another form is named and HTML is not: a person is the usual reader. */
  private static Form wanted(String accept) {
    String lower = accept.toLowerCase(Locale.ROOT);
    if (lower.contains("text/html")) {
      return Form.HTML;
    }
    if (lower.contains("application/json")) {
      return Form.JSON;
    }
    return lower.contains("text/plain") ? Form.TEXT : Form.HTML;
  }

  private static Map<String, String> facts(Arrival arrival) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("method", arrival.method());
    facts.put("target", cut(arrival.target()));
    facts.put("host", cut(arrival.host()));
    facts.put("protocol", arrival.protocol());
    Optional<Arrival.Secured> tls = arrival.tls();
    facts.put("tls", tls.map(Arrival.Secured::version).orElse("none"));
    tls.ifPresent(it -> facts.put("cipher", it.cipherSuite()));
    tls.flatMap(Arrival.Secured::serverName).ifPresent(it -> facts.put("sni", cut(it)));
    facts.put("client", Listen.text(arrival.client()));
    facts.put("server", Listen.text(arrival.server()));
    facts.put("date", HttpDate.text(arrival.time().getEpochSecond()));
    return facts;
  }

  private static String cut(String text) {
    int most = Limits.ECHOED_CHARACTERS;
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  private static String html(Map<String, String> facts) {
    StringBuilder rows = new StringBuilder();
    facts.forEach((name, value) ->
        rows.append("<dt>%s</dt><dd>%s</dd>\n".formatted(name, Html.escaped(value))));
    return HTML.replace("ROWS", rows);
  }

  private static String text(Map<String, String> facts) {
    StringBuilder lines = new StringBuilder("You have arrived\n\n");
    facts.forEach((name, value) -> lines.append("%-9s %s\n".formatted(name, value)));
    return lines.toString();
  }

  private static String json(Map<String, String> facts) {
    StringBuilder object = new StringBuilder("{\n  \"arrived\": true");
    facts.forEach((name, value) -> object.append(",\n  \"%s\": %s".formatted(name, quoted(value))));
    return object.append("\n}\n").toString();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
