package naru.app;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import naru.journey.Cause;
import naru.journey.Note;
import naru.journey.Trace;
import naru.names.BrowserCache;
import naru.names.LookupResult;
import naru.names.NameCache;
import naru.names.NameLookup;
import naru.net.Addresses;
import naru.report.Ink;
import naru.report.LookupReport;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.RecordType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code naru lookup}: one name, with the walk that found it. */
@Command(
    name = "naru lookup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Looks one name up and shows the walk that found it.",
    footer = {"", "Example:", "  naru lookup www.naru.test AAAA"})
final class LookupCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Parameters(index = "0", paramLabel = "NAME", description = "the name, or an address with -x")
  String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TYPE",
      description = "A, AAAA, MX, TXT ... (default A)")
  Optional<String> type = Optional.empty();

  @Option(names = "-x", description = "NAME is an address: look its name up (PTR)")
  boolean reverse;

  @Mixin RoadOptions road = new RoadOptions();

  private final Terminal terminal;
  private final Time time = Time.system();

  LookupCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<String> complaint = road.complaint();
    if (complaint.isPresent()) {
      return terminal.misused(complaint.get());
    }
    Optional<RecordType> wanted =
        RecordType.parse(type.orElse(reverse ? "PTR" : "A")).filter(t -> !isNoQuestion(t));
    if (wanted.isEmpty()) {
      return terminal.misused("\"" + type.orElse("") + "\" is no type that can be looked up");
    }
    Optional<String> asked = reverse ? reverseName(name) : Optional.of(name);
    if (asked.isEmpty()) {
      return terminal.misused("-x: \"" + name + "\" is no address");
    }
    return switch (Name.parse(asked.get())) {
      case Parsed.Malformed<Name> malformed -> terminal.misused("not a name: " + malformed);
      case Parsed.Ok<Name>(Name parsed) -> look(parsed, asked.get().endsWith("."), wanted.get());
    };
  }

  private static boolean isNoQuestion(RecordType type) {
    return type.equals(RecordType.OPT)
        || type.equals(RecordType.AXFR)
        || type.equals(RecordType.IXFR);
  }

  private int look(Name parsed, boolean finalDot, RecordType wanted) {
    Places places = new Places(terminal.environment());
    return switch (new InternetChoice(time, places).choose(road, List.of(parsed))) {
      case InternetChoice.Chosen.Refused(List<String> reasons) -> terminal.fail(reasons);
      case InternetChoice.Chosen.Open(Internet internet, List<String> remarks) -> {
        remarks.forEach(terminal::remark);
        try (internet) {
          yield look(places, internet, parsed, finalDot, wanted);
        }
      }
    };
  }

  private int look(
      Places places, Internet internet, Name parsed, boolean finalDot, RecordType wanted) {
    BrowserCache browser = new BrowserCache(time);
    return switch (new Road(time, places, road).build(internet, browser)) {
      case Road.Built.Refused(String reason) -> terminal.fail(reason);
      case Road.Built.Open(NameLookup lookup, List<AutoCloseable> open) -> {
        Trace.Recording trace = Trace.recording(time);
        long deadline = time.nanos() + PATIENCE.toNanos();
        try (Walks walks = new Walks(time, places, road, internet, terminal::remark)) {
          List<RecordType> types = List.of(wanted);
          LookupResult result = lookup.look(parsed, finalDot, types, deadline, trace);
          Optional<Note> note = walks.walk().beside(parsed, result, types, deadline, trace);
          yield report(parsed, wanted, result, browser.cache(), note, trace);
        } finally {
          Foreground.closeAll(open);
        }
      }
    };
  }

  private int report(
      Name asked,
      RecordType wanted,
      LookupResult result,
      NameCache cache,
      Optional<Note> note,
      Trace.Recording trace) {
    Optional<Cause> cause = Optional.empty();
    List<String> records = List.of();
    switch (result) {
      case LookupResult.Failed(Cause why, _) -> cause = Optional.of(why);
      case LookupResult.Found found -> records = Answer.lines(found, cache);
    }
    LookupReport report =
        new LookupReport(
            asked.toString(),
            wanted.toString(),
            records,
            cause,
            note,
            trace.millis(),
            trace.steps());
    Ink ink = terminal.ink(road.colour);
    terminal.print(road.json ? report.json() : report.text(ink));
    return cause.map(why -> why.code().exit()).orElse(Terminal.OK);
  }

  /** RFC 1035 §3.5, RFC 3596 §2.5. */
  private static Optional<String> reverseName(String text) {
    return Addresses.literal(text).map(LookupCommand::reverseName);
  }

  private static String reverseName(InetAddress address) {
    byte[] octets = address.getAddress();
    StringBuilder reversed = new StringBuilder();
    for (int i = octets.length - 1; i >= 0; i--) {
      int octet = octets[i] & 0xff;
      if (octets.length == 4) {
        reversed.append(octet).append('.');
      } else {
        reversed.append(Integer.toHexString(octet & 0xf)).append('.');
        reversed.append(Integer.toHexString(octet >> 4)).append('.');
      }
    }
    return reversed.append(octets.length == 4 ? "in-addr.arpa." : "ip6.arpa.").toString();
  }
}
