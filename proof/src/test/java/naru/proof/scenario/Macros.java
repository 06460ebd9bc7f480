package naru.proof.scenario;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import naru.time.SimulatedTime;

/**
 * Expands <code>${...}</code>: variables, sums, the clock. Innermost braces first; the result is
 * read again. Confined to one thread.
 */
final class Macros {
  /** A text with more macros than this is meant to have no end. */
  private static final int MAX_EXPANSIONS = 1000;

  /** What others print of a number. */
  private static final MathContext DIGITS = new MathContext(12);

  private static final Pattern INNERMOST = Pattern.compile("\\$\\{([^{}]*)\\}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]*)?");
  private static final DateTimeFormatter CTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

  private final SimulatedTime time;
  private final Map<String, String> variables = new LinkedHashMap<>();

  Macros(SimulatedTime time) {
    this.time = time;
  }

  /** A macro that means nothing, or a bound that was not kept. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(String reason) {
      super(reason);
    }
  }

  void assign(String variable, String text) throws Failed {
    variables.put(variable, expand(text).strip());
  }

  String expand(String text) throws Failed {
    String expanded = text;
    Matcher macro = INNERMOST.matcher(expanded);
    for (int i = 0; macro.find(); i++) {
      if (i == MAX_EXPANSIONS) {
        throw new Failed("a macro without an end: " + text);
      }
      String value = value(macro.group(1).strip());
      expanded = expanded.substring(0, macro.start()) + value + expanded.substring(macro.end());
      macro = INNERMOST.matcher(expanded);
    }
    return expanded;
  }

  private String value(String inside) throws Failed {
    if (inside.equals("time")) {
      return plain(seconds());
    }
    if (inside.equals("timeout")) {
      return plain(untilNextTimer());
    }
    if (inside.startsWith("ctime")) {
      return ctime(number(computed(inside.substring("ctime".length()))));
    }
    if (inside.startsWith("range")) {
      return range(inside.substring("range".length()).strip());
    }
    return computed(inside);
  }

  private BigDecimal seconds() {
    Instant now = time.instant();
    return BigDecimal.valueOf(now.getEpochSecond()).add(BigDecimal.valueOf(now.getNano(), 9));
  }

  private BigDecimal untilNextTimer() {
    return time.nextTimer()
        .map(left -> BigDecimal.valueOf(left.toSeconds()))
        .orElse(BigDecimal.ZERO);
  }

  private static String ctime(BigDecimal seconds) {
    return CTIME.format(Instant.ofEpochSecond(seconds.longValue()).atOffset(ZoneOffset.UTC));
  }

  /**
   * {@code a x b}: x, which must lie between. It is used for when the next probe of trust anchors
   * is due, which only has to be some time: one that is not within counts as the nearer bound.
   */
  private String range(String arguments) throws Failed {
    String[] words = arguments.split("\\s+", -1);
    if (words.length != 3) {
      throw new Failed("range of " + arguments);
    }
    BigDecimal low = number(computed(words[0]));
    BigDecimal high = number(computed(words[2]));
    return plain(number(computed(words[1])).max(low).min(high));
  }

  /** Variables put in, then a sum from left to right; text that is no sum stays. */
  private String computed(String text) throws Failed {
    List<String> tokens = tokens(withVariables(text.strip()));
    Optional<String> sum = sum(tokens);
    return sum.isPresent() ? sum.get() : withVariables(text.strip());
  }

  private String withVariables(String text) throws Failed {
    StringBuilder replaced = new StringBuilder();
    Matcher variable = Pattern.compile("\\$([A-Za-z_][A-Za-z_0-9]*)").matcher(text);
    while (variable.find()) {
      String value = variables.get(variable.group(1));
      if (value == null) {
        throw new Failed("no variable " + variable.group(1));
      }
      variable.appendReplacement(replaced, Matcher.quoteReplacement(value));
    }
    return variable.appendTail(replaced).toString();
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher token = Pattern.compile("[0-9.]+|[-+*/]|[^\\s0-9.+*/-]+").matcher(text);
    while (token.find()) {
      tokens.add(token.group());
    }
    return tokens;
  }

  private static Optional<String> sum(List<String> tokens) throws Failed {
    boolean odd = tokens.size() % 2 == 1 && NUMBER.matcher(tokens.getFirst()).matches();
    if (!odd || tokens.size() == 1) {
      return Optional.empty();
    }
    BigDecimal total = number(tokens.getFirst());
    for (int i = 1; i < tokens.size(); i += 2) {
      if (!NUMBER.matcher(tokens.get(i + 1)).matches()) {
        return Optional.empty();
      }
      BigDecimal next = number(tokens.get(i + 1));
      switch (tokens.get(i)) {
        case "+" -> total = total.add(next);
        case "-" -> total = total.subtract(next);
        case "*" -> total = total.multiply(next);
        case "/" -> total = divided(total, next);
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(plain(total));
  }

  private static BigDecimal divided(BigDecimal total, BigDecimal by) throws Failed {
    if (by.signum() == 0) {
      throw new Failed("divided by zero");
    }
    return total.divide(by, MathContext.DECIMAL64);
  }

  /** The number that a text says. */
  static BigDecimal number(String text) throws Failed {
    if (!NUMBER.matcher(text.strip()).matches() || text.length() > 40) {
      throw new Failed("no number: " + text);
    }
    return new BigDecimal(text.strip());
  }

  private static String plain(BigDecimal number) {
    BigDecimal rounded = number.round(DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
