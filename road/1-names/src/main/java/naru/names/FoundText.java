package naru.names;

import java.util.ArrayList;
import java.util.List;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/** What was found and what was asked, as words. */
final class FoundText {
  private FoundText() {}

  /** The data of all records, in master-file form. */
  static List<String> data(List<RecordSet> sets) {
    List<String> texts = new ArrayList<>();
    for (RecordSet set : sets) {
      for (Record each : set.records()) {
        texts.add(data(each));
      }
    }
    return texts;
  }

  private static String data(Record each) {
    int before =
        (each.owner()
                + " "
                + each.ttlSeconds()
                + " "
                + each.recordClass()
                + " "
                + each.type()
                + " ")
            .length();
    return each.toString().substring(before);
  }

  /** {@code AAAA and A}. */
  static String types(List<RecordType> types) {
    return String.join(" and ", types.stream().map(RecordType::toString).toList());
  }

  /** {@code a → b → c}. */
  static String chain(List<Name> names) {
    return String.join(" → ", names.stream().map(Name::toHost).toList());
  }
}
