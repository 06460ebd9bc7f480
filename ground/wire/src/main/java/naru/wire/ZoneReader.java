package naru.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Turns the entries of a master file and those it includes into records: carries what an entry
 * leaves out (owner, TTL, class, origin) over from those before it. Confined to one thread.
 */
final class ZoneReader {
  /** Where included files are looked for, and which may be opened. */
  record Includes(Path directory, Path allowedBelow) {}

  private final Optional<Includes> includes;
  private final Consumer<Record> target;
  private final Deque<Path> open = new ArrayDeque<>();
  private int included;

  private Name origin;
  private Optional<Name> owner = Optional.empty();
  private String ownerText = "";
  private RecordClass recordClass = RecordClass.IN;
  private OptionalLong defaultTtl = OptionalLong.empty();
  private OptionalLong lastTtl = OptionalLong.empty();

  ZoneReader(Name origin, Optional<Includes> includes, Consumer<Record> target) {
    this.origin = origin;
    this.includes = includes;
    this.target = target;
  }

  Optional<ZoneFile.Broken> read(Path file) {
    open.push(file.toAbsolutePath().normalize());
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (NoSuchFileException missing) {
      return Optional.of(new ZoneFile.Broken(file.toString(), 0, "there is no such file"));
    } catch (IOException unreadable) {
      return Optional.of(unreadable(file.toString(), unreadable));
    } finally {
      open.pop();
    }
  }

  Optional<ZoneFile.Broken> read(InputStream in, String label) {
    MasterLexer lexer = new MasterLexer(in);
    Words words = new Words();
    try {
      while (lexer.next(words)) {
        Optional<ZoneFile.Broken> broken = entry(words);
        if (broken.isPresent()) {
          return broken;
        }
      }
      return Optional.empty();
    } catch (Words.Broken broken) {
      return Optional.of(new ZoneFile.Broken(label, broken.line, broken.reason));
    } catch (IOException unreadable) {
      return Optional.of(unreadable(label, unreadable));
    }
  }

  private static ZoneFile.Broken unreadable(String label, IOException why) {
    return new ZoneFile.Broken(label, 0, "cannot be read: " + why.getMessage());
  }

  /** A mistake in an included file is the result; one in this entry is thrown. */
  private Optional<ZoneFile.Broken> entry(Words words) {
    if (!words.startsBlank() && !words.peekIsQuoted() && words.peek().startsWith("$")) {
      return directive(words);
    }
    record(words);
    return Optional.empty();
  }

  private Optional<ZoneFile.Broken> directive(Words words) {
    String word = words.next("directive");
    switch (word.toUpperCase(Locale.ROOT)) {
      case "$ORIGIN" -> {
        origin = name(words);
        ownerText = "";
      }
      case "$TTL" -> defaultTtl = OptionalLong.of(ttl(words.next("time to live"), words));
      case "$INCLUDE" -> {
        return include(words);
      }
      default -> throw words.broken("directive " + Words.shown(word) + " is not supported");
    }
    end(words);
    return Optional.empty();
  }

  private static void end(Words words) {
    if (words.more()) {
      throw words.broken(Words.shown(words.peek()) + " after the end of the directive");
    }
  }

  private Name name(Words words) {
    return TextReader.name(words.next("name"), words, origin);
  }

  private static long ttl(String text, Words words) {
    OptionalLong seconds = SecondsText.span(text);
    if (seconds.isEmpty() || seconds.getAsLong() > Record.MAX_TTL_SECONDS) {
      throw words.broken(Words.shown(text) + " is not a time to live");
    }
    return seconds.getAsLong();
  }

  private void record(Words words) {
    readOwner(words);
    OptionalLong ttl = readTtlAndClass(words);
    RecordType type = type(words);
    Rdata rdata = TextReader.read(type, words, origin);
    long seconds = ttl.orElseGet(() -> missingTtl(type, rdata, words));
    lastTtl = OptionalLong.of(seconds);
    target.accept(new Record(owner.orElseThrow(), type, recordClass, seconds, rdata));
  }

  private void readOwner(Words words) {
    if (words.startsBlank()) {
      if (owner.isEmpty()) {
        throw words.broken("the first record has no owner");
      }
      return;
    }
    String text = words.next("owner");
    if (!text.equals(ownerText)) {
      owner = Optional.of(TextReader.name(text, words, origin));
      ownerText = text;
    }
  }

  /** RFC 1035 §5.1: either, both or none, in any order. */
  private OptionalLong readTtlAndClass(Words words) {
    OptionalLong ttl = OptionalLong.empty();
    boolean classRead = false;
    while (words.more()) {
      String word = words.peek();
      char first = word.isEmpty() ? ' ' : word.charAt(0);
      if (ttl.isEmpty() && first >= '0' && first <= '9') {
        words.skip();
        ttl = OptionalLong.of(ttl(word, words));
        continue;
      }
      Optional<RecordClass> named = classRead ? Optional.empty() : recordClass(word);
      if (named.isEmpty()) {
        return ttl;
      }
      recordClass = named.get();
      classRead = true;
      words.skip();
    }
    return ttl;
  }

  /** Nearly always IN, which needs no search. */
  private static Optional<RecordClass> recordClass(String word) {
    return word.equals("IN") ? Optional.of(RecordClass.IN) : RecordClass.parse(word);
  }

  private static RecordType type(Words words) {
    String word = words.next("type");
    RecordType type =
        RecordType.parse(word).orElseThrow(() -> words.broken("unknown type " + Words.shown(word)));
    if (type.isMeta()) {
      throw words.broken("type " + type + " cannot stand in a zone");
    }
    return type;
  }

  /** RFC 2308 §4: $TTL; before there was one, the last TTL stated, or the SOA's minimum. */
  private long missingTtl(RecordType type, Rdata rdata, Words words) {
    if (defaultTtl.isPresent()) {
      return defaultTtl.getAsLong();
    }
    if (lastTtl.isPresent()) {
      return lastTtl.getAsLong();
    }
    if (RecordData.read(type, rdata) instanceof Parsed.Ok<RecordData>(RecordData.Soa soa)) {
      return Math.min(soa.minimum(), Record.MAX_TTL_SECONDS);
    }
    throw words.broken("no time to live: neither here, nor before, nor by $TTL");
  }

  /** RFC 1035 §5.1: an origin for the included file alone; here it stays as it was. */
  private Optional<ZoneFile.Broken> include(Words words) {
    Path file = includable(words.next("file name"), words);
    Name outerOrigin = origin;
    Optional<Name> outerOwner = owner;
    if (words.more()) {
      origin = name(words);
    }
    end(words);
    ownerText = "";
    Optional<ZoneFile.Broken> broken = read(file);
    origin = outerOrigin;
    owner = outerOwner;
    ownerText = "";
    return broken;
  }

  private Path includable(String text, Words words) {
    Includes allowed =
        includes.orElseThrow(() -> words.broken("$INCLUDE needs a zone file, this is a text"));
    if (open.size() > Limits.ZONE_INCLUDE_DEPTH || ++included > Limits.ZONE_INCLUDES) {
      throw words.broken("too many files included");
    }
    String shown = Words.shown(text);
    try {
      Path file = allowed.directory.resolve(text).normalize();
      Path real = file.toRealPath();
      if (!real.startsWith(allowed.allowedBelow.toRealPath())) {
        throw words.broken(shown + " is not below " + allowed.allowedBelow);
      }
      if (open.contains(file) || !Files.isRegularFile(file)) {
        throw words.broken(shown + (open.contains(file) ? " includes itself" : " is no file"));
      }
      return file;
    } catch (IOException | InvalidPathException missing) {
      throw words.broken(shown + " cannot be included: there is no such file");
    }
  }
}
