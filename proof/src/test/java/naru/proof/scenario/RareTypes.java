package naru.proof.scenario;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.RecordText;
import naru.wire.RecordType;

/** Types of records that the project itself has no words for, because nobody uses them. */
final class RareTypes {
  private static final Map<String, RecordType> BY_WORD = new HashMap<>();
  private static final Map<RecordType, RecordType> TWINS = new HashMap<>();

  static {
    for (String each : "MD 3,MF 4,MB 7,MG 8,MR 9,DLV 32769".split(",", -1)) {
      twin(each, each.startsWith("DLV") ? RecordType.DS : RecordType.PTR);
    }
    twin("MINFO 14", RecordType.RP);
    twin("RT 21", RecordType.AFSDB);
    twin("SIG 24", RecordType.RRSIG);
    twin("KEY 25", RecordType.DNSKEY);
    String generic =
        "NULL 10,WKS 11,X25 19,ISDN 20,NSAP 22,NSAP-PTR 23,PX 26,GPOS 27,NXT 30,"
            + "EID 31,NIMLOC 32,ATMA 34,"
            + "A6 38,SINK 40,APL 42,DHCID 49,HIP 55,NINFO 56,RKEY 57,TALINK 58,NID 104,L32 105,"
            + "L64 106,LP 107,UINFO 100,UID 101,GID 102,UNSPEC 103,MAILB 253,MAILA 254,AVC 258";
    Stream.of(generic.split(",", -1)).forEach(RareTypes::named);
  }

  private RareTypes() {}

  private static RecordType named(String wordAndCode) {
    String[] parts = wordAndCode.split(" ", -1);
    RecordType type = new RecordType(Integer.parseInt(parts[1]));
    BY_WORD.put(parts[0], type);
    return type;
  }

  /** A type whose data has the same fields as that of another. */
  private static void twin(String wordAndCode, RecordType other) {
    TWINS.put(named(wordAndCode), other);
  }

  static Optional<RecordType> parse(String word) {
    return Optional.ofNullable(BY_WORD.get(word.toUpperCase(Locale.ROOT)));
  }

  /** Data of such a type, or of a common one that names such a type. */
  static Optional<Rdata> data(RecordType type, String text, Name origin) {
    RecordType form = TWINS.getOrDefault(type, type);
    String known =
        Stream.of(text.replaceFirst(";.*", "").split(" ", -1))
            .map(word -> parse(word).map(rare -> "TYPE" + rare.code()).orElse(word))
            .collect(Collectors.joining(" "));
    return RecordText.parse(form, known, origin).ok();
  }
}
