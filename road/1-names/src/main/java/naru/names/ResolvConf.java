package naru.names;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.net.Addresses;
import naru.net.Server;
import naru.wire.Name;
import naru.wire.Parsed;

/**
 * A resolv.conf(5): which resolvers a machine uses, and how. Immutable.
 *
 * <p>The last of several {@code search} and {@code domain} lines counts, and without a {@code
 * nameserver} the machine itself is asked, as in the C library. EDNS is always used, so that {@code
 * edns0} changes nothing; {@code sortlist} and the environment's {@code LOCALDOMAIN} and {@code
 * RES_OPTIONS} are not read; a missing search list is not made up from the machine's own name.
 *
 * @param singleRequest ask for A and AAAA one after the other
 */
public record ResolvConf(
    List<InetAddress> resolvers,
    SearchList search,
    Duration timeout,
    int attempts,
    boolean rotate,
    boolean overTcp,
    boolean trustAuthenticData,
    boolean singleRequest,
    List<Complaint> complaints) {
  private static final int DNS_PORT = 53;

  public ResolvConf {
    resolvers = List.copyOf(resolvers);
    complaints = List.copyOf(complaints);
  }

  /** The system's own. */
  public static ResolvConf system() {
    return read(Path.of("/etc/resolv.conf"));
  }

  /**
   * Reads a file; one that is missing says nothing, one that cannot be read is complained about.
   */
  public static ResolvConf read(Path file) {
    return switch (ConfigText.read(file, Limits.RESOLV_CONF_OCTETS)) {
      case ConfigText.Read(String text) -> parse(file.toString(), text);
      case ConfigText.Absent() -> parse(file.toString(), "");
      case ConfigText.Unreadable(String reason) -> {
        Reader reader = new Reader(file.toString());
        reader.complaints.add(1, reason);
        yield reader.toConf();
      }
    };
  }

  /** Reads the text of a file; broken lines are skipped and complained about. */
  public static ResolvConf parse(String file, String text) {
    Reader reader = new Reader(file);
    ConfigText.Lines lines = new ConfigText.Lines(text);
    while (lines.hasNext()) {
      reader.line(ConfigText.words(lines.next(), "#;"), lines.number());
    }
    return reader.toConf();
  }

  /** How a stub asks these resolvers at port 53. */
  public StubResolver.Settings settings() {
    return settings(DNS_PORT);
  }

  /** How a stub asks these resolvers at a port that the file cannot name. */
  public StubResolver.Settings settings(int port) {
    List<StubResolver.Upstream> upstreams =
        resolvers.stream()
            .map(address -> new InetSocketAddress(address, port))
            .<Server>map(at -> overTcp ? new Server.OverTcp(at) : new Server.Plain(at))
            .map(StubResolver.Upstream::of)
            .toList();
    return new StubResolver.Settings(
        upstreams, timeout, attempts, rotate, trustAuthenticData, singleRequest);
  }

  /** Takes the lines in. Confined to one thread. */
  private static final class Reader {
    private final Complaints complaints;
    private final List<InetAddress> resolvers = new ArrayList<>();
    private List<Name> search = List.of();
    private int ndots = 1;
    private int timeoutSeconds = 5;
    private int attempts = 2;
    private boolean rotate;
    private boolean overTcp;
    private boolean trustAuthenticData;
    private boolean singleRequest;

    Reader(String file) {
      this.complaints = new Complaints(file);
    }

    void line(List<String> words, int number) {
      if (words.isEmpty()) {
        return;
      }
      List<String> values = words.subList(1, words.size());
      switch (words.getFirst()) {
        case "nameserver" -> resolver(values, number);
        case "search" -> search = domains(values, number);
        case "domain" -> search = domains(values.subList(0, Math.min(1, values.size())), number);
        case "options" -> values.forEach(word -> option(word, number));
        case "sortlist" -> {}
        default -> complaints.add(number, "unknown: " + ForeignText.clean(words.getFirst(), 40));
      }
    }

    private void resolver(List<String> values, int number) {
      String word = values.isEmpty() ? "" : values.getFirst();
      Optional<InetAddress> address = Addresses.literal(word);
      if (address.isEmpty()) {
        complaints.add(number, "not an address: " + ForeignText.clean(word, 60));
      } else if (resolvers.size() == Limits.RESOLVERS) {
        complaints.add(number, "only the first " + Limits.RESOLVERS + " nameservers are used");
      } else {
        resolvers.add(address.get());
      }
    }

    private List<Name> domains(List<String> words, int number) {
      List<Name> domains = new ArrayList<>();
      for (String word : words) {
        switch (Name.parse(word)) {
          case Parsed.Ok<Name>(Name name) -> domains.add(name);
          case Parsed.Malformed<Name> malformed ->
              complaints.add(number, ForeignText.clean(word, 60) + ": " + malformed.reason());
        }
      }
      if (domains.size() > Limits.SEARCH_DOMAINS) {
        complaints.add(number, "only the first " + Limits.SEARCH_DOMAINS + " domains are used");
        return domains.subList(0, Limits.SEARCH_DOMAINS);
      }
      return domains;
    }

    private void option(String word, int number) {
      int colon = word.indexOf(':');
      String key = colon < 0 ? word : word.substring(0, colon);
      String value = colon < 0 ? "" : word.substring(colon + 1);
      switch (key) {
        case "ndots" -> ndots = number(value, Limits.NDOTS, number, word).orElse(ndots);
        case "timeout" ->
            timeoutSeconds =
                Math.max(1, number(value, Limits.TIMEOUT_SECONDS, number, word).orElse(5));
        case "attempts" ->
            attempts = Math.max(1, number(value, Limits.ATTEMPTS, number, word).orElse(2));
        case "rotate" -> rotate = true;
        case "use-vc" -> overTcp = true;
        case "trust-ad" -> trustAuthenticData = true;
        case "single-request", "single-request-reopen" -> singleRequest = true;
        case "edns0",
            "debug",
            "inet6",
            "no-check-names",
            "no-tld-query",
            "no-reload",
            "no-aaaa" -> {}
        default -> complaints.add(number, "unknown option: " + ForeignText.clean(word, 40));
      }
    }

    /** A number, cut to {@code max} without a word, as resolv.conf(5) says. */
    private Optional<Integer> number(String value, int max, int line, String word) {
      boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits) {
        complaints.add(line, "not a number: " + ForeignText.clean(word, 40));
        return Optional.empty();
      }
      return Optional.of(value.length() > 4 ? max : Math.min(max, Integer.parseInt(value)));
    }

    ResolvConf toConf() {
      if (resolvers.isEmpty()) {
        resolvers.add(InetAddress.ofLiteral("127.0.0.1"));
      }
      return new ResolvConf(
          resolvers,
          new SearchList(search, ndots),
          Duration.ofSeconds(timeoutSeconds),
          attempts,
          rotate,
          overTcp,
          trustAuthenticData,
          singleRequest,
          complaints.toList());
    }
  }
}
