package naru.names;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.net.Addresses;
import naru.wire.Name;
import naru.wire.Parsed;

/**
 * What a hosts file says: an address and its names a line, {@code #} begins a comment anywhere
 * (hosts(5)). Lines that say the same name add up, in their order. Immutable.
 */
final class HostsTable {
  /** A file without lines. */
  static final HostsTable EMPTY = new HostsTable(Map.of(), List.of());

  private final Map<Name, List<Entry>> entries;
  private final List<Complaint> complaints;

  private HostsTable(Map<Name, List<Entry>> entries, List<Complaint> complaints) {
    this.entries = entries;
    this.complaints = complaints;
  }

  /** One address of a name, and the line that says so. */
  record Entry(InetAddress address, int line) {}

  /** All addresses of {@code name}, of both families, each with the first line that has it. */
  List<Entry> find(Name name) {
    return entries.getOrDefault(name, List.of());
  }

  /** The lines and words that were skipped. */
  List<Complaint> complaints() {
    return complaints;
  }

  /** Reads the text of a hosts file; broken lines are skipped and complained about. */
  static HostsTable parse(String file, String text) {
    return new Reader(file).read(text);
  }

  /** Confined to one thread. */
  private static final class Reader {
    private final Map<Name, List<Entry>> entries = new HashMap<>();
    private final Complaints complaints;

    Reader(String file) {
      this.complaints = new Complaints(file);
    }

    HostsTable read(String text) {
      ConfigText.Lines lines = new ConfigText.Lines(text);
      while (lines.hasNext()) {
        String line = lines.next();
        int comment = line.indexOf('#');
        line(comment < 0 ? line : line.substring(0, comment), lines.number());
      }
      return new HostsTable(entries, complaints.toList());
    }

    private void line(String line, int number) {
      List<String> words = ConfigText.words(line, "");
      if (words.isEmpty()) {
        return;
      }
      Optional<InetAddress> address = address(words.getFirst(), number);
      if (address.isEmpty()) {
        return;
      }
      if (words.size() == 1) {
        complaints.add(number, "an address without a name: " + shown(words.getFirst()));
      }
      for (String word : words.subList(1, words.size())) {
        name(word, new Entry(address.get(), number));
      }
    }

    private Optional<InetAddress> address(String word, int number) {
      if (word.indexOf('%') >= 0) {
        complaints.add(number, "addresses with a scope are not supported: " + shown(word));
        return Optional.empty();
      }
      Optional<InetAddress> address =
          isShorthand(word) ? Optional.empty() : Addresses.literal(word);
      if (address.isEmpty()) {
        complaints.add(number, "not an address: " + shown(word));
      }
      return address;
    }

    /** Forms like {@code 127.1} and {@code 010.0.0.1}, which programs read in different ways. */
    private static boolean isShorthand(String word) {
      if (word.indexOf(':') >= 0) {
        return false;
      }
      int dots = 0;
      for (int i = 0; i < word.length(); i++) {
        boolean afterDot = i == 0 || word.charAt(i - 1) == '.';
        boolean digitFollows = i + 1 < word.length() && word.charAt(i + 1) != '.';
        if (afterDot && word.charAt(i) == '0' && digitFollows) {
          return true;
        }
        dots += word.charAt(i) == '.' ? 1 : 0;
      }
      return dots != 3;
    }

    private void name(String word, Entry entry) {
      if (!isHostName(word)) {
        complaints.add(entry.line, "not a host name: " + shown(word));
        return;
      }
      switch (Name.parse(word)) {
        case Parsed.Ok<Name>(Name name) -> merge(name, entry);
        case Parsed.Malformed<Name> malformed ->
            complaints.add(entry.line, shown(word) + ": " + malformed.reason());
      }
    }

    /** Letters, digits, {@code -}, {@code _} and dots; other alphabets come as {@code xn--}. */
    private static boolean isHostName(String word) {
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') {
          return false;
        }
      }
      return !word.equals(".");
    }

    private void merge(Name name, Entry entry) {
      List<Entry> known = entries.get(name);
      if (known == null) {
        known = new ArrayList<>(1);
        entries.put(name, known);
      }
      for (Entry each : known) {
        if (each.address.equals(entry.address)) {
          return;
        }
      }
      known.add(entry);
    }

    /** A word from the file as a terminal may show it. */
    private static String shown(String word) {
      return ForeignText.clean(word, 60);
    }
  }
}
