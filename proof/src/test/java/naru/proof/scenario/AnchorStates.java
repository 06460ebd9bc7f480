package naru.proof.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import naru.dnssec.KeyTag;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;

/** What a resolver believes of the keys that it watches as trust anchors (RFC 5011). */
final class AnchorStates {
  private static final Pattern STATE = Pattern.compile(";;state=\\d+ \\[\\s*(\\w+)\\s*\\]");
  private static final Pattern COUNT = Pattern.compile(";;count=(\\d+)");

  private AnchorStates() {}

  /** One key and its state, as far as it is compared. */
  record Anchor(String zone, int keyTag, int algorithm, String state, int count)
      implements Comparable<Anchor> {
    @Override
    public int compareTo(Anchor other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return zone + " " + keyTag + "/" + algorithm + " " + state + " " + count;
    }
  }

  /** The anchors of a file of Unbound's, in the order of their text. */
  static List<Anchor> read(List<String> file, int line) {
    List<Anchor> anchors = new ArrayList<>();
    RecordLine records = new RecordLine(Name.ROOT, 3600);
    for (String each : file) {
      Matcher state = STATE.matcher(each);
      if (state.find()) {
        Matcher count = COUNT.matcher(each);
        int seen = count.find() ? Integer.parseInt(count.group(1)) : 0;
        anchor(records.record(each, line), state.group(1), seen).ifPresent(anchors::add);
      }
    }
    return anchors.stream().sorted().toList();
  }

  private static Optional<Anchor> anchor(Record record, String state, int count) {
    return record
        .data()
        .ok()
        .filter(RecordData.Dnskey.class::isInstance)
        .map(RecordData.Dnskey.class::cast)
        .map(key ->
            new Anchor(record.owner().toString(), KeyTag.of(key), key.algorithm(), state, count));
  }
}
