package naru.names;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * One fact of a cache, as it is shown. Immutable.
 *
 * @param type a record type, or {@code *} for a name that does not exist
 * @param what the data, {@code no data} or {@code no such name}
 * @param from who said it
 */
public record CacheLine(
    String name, String type, String what, long ttlSeconds, long ageSeconds, String from) {
  private static final int FIELDS_BEFORE_WHAT = 4;
  private static final int STRING_OCTETS = 255;

  /** What a cache holds, in the order of names. */
  public static List<CacheLine> of(NameCache cache) {
    return cache.entries().stream().map(CacheLine::of).toList();
  }

  private static CacheLine of(NameCache.Held held) {
    String name = held.fact().name().toString();
    return new CacheLine(
        name,
        type(held.fact()),
        what(held.fact()),
        held.ttlSeconds(),
        held.ageSeconds(),
        held.from());
  }

  private static String type(Fact fact) {
    return switch (fact) {
      case Fact.Records(var set) -> set.type().toString();
      case Fact.NoData none -> none.type().toString();
      case Fact.NoSuchName _ -> "*";
    };
  }

  private static String what(Fact fact) {
    return switch (fact) {
      case Fact.Records(var set) ->
          ForeignText.clean(
              String.join(", ", FoundText.data(List.of(set))), Limits.CACHE_LINE_TEXT);
      case Fact.NoData _ -> "no data";
      case Fact.NoSuchName _ -> "no such name";
    };
  }

  /** As a record of the service's own class: the fields, the longest last and in parts. */
  Record toRecord() {
    List<Rdata> strings = new ArrayList<>();
    for (String field : List.of(type, "" + ttlSeconds, "" + ageSeconds, from)) {
      strings.add(part(field.getBytes(StandardCharsets.UTF_8), 0));
    }
    byte[] whatBytes = what.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < whatBytes.length; at += STRING_OCTETS) {
      strings.add(part(whatBytes, at));
    }
    Rdata rdata = new RecordData.Txt(strings).rdata();
    return new Record(Name.of(name), RecordType.TXT, RecordClass.CH, 0, rdata);
  }

  private static Rdata part(byte[] bytes, int from) {
    int end = Math.min(bytes.length, from + STRING_OCTETS);
    return Rdata.of(Arrays.copyOfRange(bytes, from, end));
  }

  /** Reads what {@link #toRecord} wrote. */
  static Optional<CacheLine> ofRecord(Record record) {
    return record
        .data()
        .ok()
        .filter(RecordData.Txt.class::isInstance)
        .map(data -> ((RecordData.Txt) data).strings())
        .filter(strings -> strings.size() >= FIELDS_BEFORE_WHAT)
        .flatMap(strings -> read(record.owner(), strings));
  }

  private static Optional<CacheLine> read(Name name, List<Rdata> strings) {
    try {
      return Optional.of(
          new CacheLine(
              name.toString(),
              text(strings, 0, 1),
              text(strings, FIELDS_BEFORE_WHAT, strings.size()),
              Long.parseLong(text(strings, 1, 2)),
              Long.parseLong(text(strings, 2, 3)),
              text(strings, 3, 4)));
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  private static String text(List<Rdata> strings, int from, int to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    strings.subList(from, to).forEach(part -> bytes.writeBytes(part.bytes()));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
