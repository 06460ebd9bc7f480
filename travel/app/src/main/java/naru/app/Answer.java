package naru.app;

import java.util.ArrayList;
import java.util.List;
import naru.names.LookupResult;
import naru.wire.Name;
import naru.wire.RecordSet;

/** What a lookup found, a line a record, aliases first, as dig writes an answer. */
final class Answer {
  private Answer() {}

  static List<String> lines(LookupResult.Found found) {
    List<String> lines = new ArrayList<>();
    List<Name> chain = found.chain();
    for (int i = 0; i + 1 < chain.size(); i++) {
      lines.add(chain.get(i) + " CNAME " + chain.get(i + 1));
    }
    for (RecordSet set : found.sets()) {
      set.records().forEach(record -> lines.add(record.toString()));
    }
    return lines;
  }
}
