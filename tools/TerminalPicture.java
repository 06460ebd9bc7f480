import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Draws what a terminal shows as an SVG: text with colours (SGR sequences) from standard input, the
 * picture to standard output, the command line above it from the arguments. The README's picture:
 *
 * <pre>
 * ./naru --colour https://www.naru.test/ |
 *   java tools/TerminalPicture.java './naru https://www.naru.test/' >docs/images/visit.svg
 * </pre>
 */
final class TerminalPicture {
  private static final double COLUMN = 8.43;
  private static final int LINE = 20;
  private static final int MARGIN = 20;
  private static final int BAR = 32;
  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([0-9;]*)m");

  private final StringBuilder svg = new StringBuilder();
  private String style = "";

  public static void main(String[] arguments) throws Exception {
    var output = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    var picture = new TerminalPicture();
    picture.draw(String.join(" ", arguments), output.lines().toList());
    System.out.write(picture.svg.toString().getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  private void draw(String command, List<String> lines) {
    int columns = lines.stream().mapToInt(line -> plain(line).length()).max().orElse(0);
    long width = Math.round(columns * COLUMN) + 2 * MARGIN;
    int height = BAR + (lines.size() + 2) * LINE + MARGIN;
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">
        <style>
        text{font:14px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#d8dee9;\
        white-space:pre}
        .b{font-weight:bold}.d{fill:#8892a4}.c31{fill:#ff6b6b}.c32{fill:#7ee787}.c33{fill:#e3b341}
        .c34{fill:#79c0ff}.c35{fill:#d2a8ff}.c36{fill:#76e3ea}
        </style>
        <rect width="100%%" height="100%%" rx="8" fill="#161b22"/>
        <circle cx="20" cy="17" r="5" fill="#ff5f57"/>\
        <circle cx="38" cy="17" r="5" fill="#febc2e"/>\
        <circle cx="56" cy="17" r="5" fill="#28c840"/>
        """
            .formatted(width, height, width, height));
    line(0, "\u001b[2m$\u001b[0m \u001b[1m" + command + "\u001b[0m");
    for (int i = 0; i < lines.size(); i++) {
      line(i + 1, lines.get(i));
    }
    svg.append("</svg>\n");
  }

  private void line(int number, String text) {
    int from = 0;
    int column = 0;
    var sequence = SEQUENCE.matcher(text);
    while (sequence.find()) {
      column += run(number, column, text.substring(from, sequence.start()));
      from = sequence.end();
      take(sequence.group(1));
    }
    run(number, column, text.substring(from));
  }

  /** One piece in one style; its length is given, so that columns stand whatever the font is. */
  private int run(int number, int column, String text) {
    if (!text.isBlank()) {
      int blank = text.length() - text.stripLeading().length();
      var words = text.strip();
      svg.append(
          "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" class=\"%s\" xml:space=\"preserve\">%s</text>\n"
              .formatted(
                  MARGIN + (column + blank) * COLUMN,
                  BAR + (number + 1) * LINE,
                  words.length() * COLUMN,
                  style.strip(),
                  words.replace("&", "&amp;").replace("<", "&lt;")));
    }
    return text.length();
  }

  private void take(String codes) {
    for (var code : codes.split(";")) {
      switch (code) {
        case "", "0" -> style = "";
        case "1" -> style += " b";
        case "2" -> style += " d";
        default -> style += " c" + code;
      }
    }
  }

  private static String plain(String text) {
    return SEQUENCE.matcher(text).replaceAll("");
  }
}
