package naru.dnssec;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import naru.time.Chance;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordText;
import naru.wire.RecordType;

/** Records and chance as tests write them down. */
final class Given {
  private Given() {}

  /** {@code "www.naru.test A 192.0.2.1"}, TTL 3600. */
  static Record record(String line) {
    String[] parts = line.split(" ", 3);
    Name owner = Name.of(parts[0]);
    RecordType type = RecordType.parse(parts[1]).orElseThrow();
    return new Record(
        owner, type, RecordClass.IN, 3600, RecordText.parse(type, parts[2], Name.ROOT).orThrow());
  }

  static RecordSet set(String... lines) {
    return RecordSet.of(Arrays.stream(lines).map(Given::record).toList());
  }

  static RecordData.Dnskey dnskey(String text) {
    return (RecordData.Dnskey) record(". DNSKEY " + text).data().orThrow();
  }

  static RecordData.Rrsig rrsig(String text) {
    return (RecordData.Rrsig) record(". RRSIG " + text).data().orThrow();
  }

  static RecordData.Ds ds(String text) {
    return (RecordData.Ds) record(". DS " + text).data().orThrow();
  }

  static Chance chance(long seed) {
    return new SplittableRandom(seed)::nextBytes;
  }

  /** A set of any kind, names in mixed case. */
  static RecordSet randomSet(SplittableRandom random) {
    List<String> kinds = List.of("A", "AAAA", "NS", "MX", "TXT", "SOA", "SRV", "CNAME", "PTR");
    String kind = kinds.get(random.nextInt(kinds.size()));
    boolean single = kind.equals("SOA") || kind.equals("CNAME");
    String owner = (random.nextInt(6) == 0 ? "*." : "") + randomName(random);
    String[] lines = new String[single ? 1 : 1 + random.nextInt(5)];
    Arrays.setAll(lines, _ -> owner + " " + kind + " " + randomData(kind, random));
    return set(lines);
  }

  private static String randomData(String kind, SplittableRandom random) {
    int number = random.nextInt(256);
    return switch (kind) {
      case "A" -> "192.0.2." + number;
      case "AAAA" -> "2001:db8::" + Integer.toHexString(number);
      case "MX" -> number + " " + randomName(random);
      case "TXT" -> "\"text " + number + "\" \"" + "x".repeat(number % 200) + "\"";
      case "SOA" ->
          randomName(random) + " " + randomName(random) + " " + number + " 7200 600 86400 300";
      case "SRV" -> "1 2 " + number + " " + randomName(random);
      default -> randomName(random);
    };
  }

  private static String randomName(SplittableRandom random) {
    StringBuilder name = new StringBuilder();
    for (int label = random.nextInt(1, 4); label > 0; label--) {
      for (int i = random.nextInt(1, 9); i > 0; i--) {
        name.append((char) ((random.nextBoolean() ? 'A' : 'a') + random.nextInt(26)));
      }
      name.append('.');
    }
    return name + "Naru.Test.";
  }
}
