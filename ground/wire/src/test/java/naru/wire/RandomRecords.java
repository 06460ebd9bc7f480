package naru.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Well-formed records of all types with a text form, the same for the same seed. */
final class RandomRecords {
  static final List<RecordType> TYPES =
      java.util.stream.IntStream.range(1, 300)
          .mapToObj(RecordType::new)
          .filter(type -> !TextLayout.of(type).isEmpty())
          .toList();

  private RandomRecords() {}

  static Record record(SplittableRandom random) {
    RecordType type = TYPES.get(random.nextInt(TYPES.size()));
    return new Record(
        NameTest.randomName(random),
        type,
        RecordClass.IN,
        random.nextInt(100_000),
        rdata(type, random));
  }

  static Rdata rdata(RecordType type, SplittableRandom random) {
    WireWriter out = new WireWriter(64);
    TextLayout.of(type).forEach(field -> write(field, out, random));
    return Rdata.of(out.toBytes());
  }

  private static void write(TextLayout.Field field, WireWriter out, SplittableRandom random) {
    switch (field) {
      // no digest or fingerprint has these numbers, so that any length is right
      case U8 -> out.u8(random.nextInt(16, 256));
      case ALGORITHM, ALGORITHM_WORD -> out.u8(random.nextBoolean() ? 8 : 5);
      case U16 -> out.u16(random.nextInt(0x10000));
      case CERTIFICATE_KIND -> out.u16(random.nextInt(1, 9));
      case U32 -> out.u32(random.nextLong(1L << 32));
      case SECONDS -> out.u32(random.nextLong(1L << 31));
      case TIME -> out.u32(1_700_000_000L + random.nextInt(400_000_000));
      case IPV4 -> out.bytes(octets(4, random));
      case IPV6 -> out.bytes(octets(16, random));
      case NAME -> out.name(NameTest.randomName(random));
      case STRING -> out.string(octets(random.nextInt(20), random));
      case STRINGS -> {
        for (int i = random.nextInt(3); i >= 0; i--) {
          out.string(octets(random.nextInt(60), random));
        }
      }
      case TAG -> out.string(new byte[] {'i', 's', 's', 'u', 'e'});
      case LONG_STRING -> out.bytes(octets(1 + random.nextInt(300), random));
      case HEX, BASE64 -> out.bytes(octets(random.nextInt(12, 70), random));
      case SALT -> out.string(octets(random.nextInt(9), random));
      case HASH -> out.string(octets(20, random));
      case TYPE -> out.u16(TYPES.get(random.nextInt(TYPES.size())).code());
      case TYPES -> types(random).write(out);
      case EUI48 -> out.bytes(octets(6, random));
      case EUI64 -> out.bytes(octets(8, random));
      case SERVICE_PARAMETERS -> parameters(random).write(out);
    }
  }

  private static byte[] octets(int count, SplittableRandom random) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    if (random.nextInt(3) == 0 && count > 4) {
      java.util.Arrays.fill(octets, 1, count - 2, (byte) 0);
    }
    return octets;
  }

  private static TypeBitmap types(SplittableRandom random) {
    List<RecordType> types = new ArrayList<>(List.of(new RecordType(random.nextInt(1, 0x10000))));
    for (int i = random.nextInt(8); i > 0; i--) {
      types.add(TYPES.get(random.nextInt(TYPES.size())));
    }
    return TypeBitmap.of(types);
  }

  private static ServiceParameters parameters(SplittableRandom random) {
    Map<Integer, Rdata> values = new TreeMap<>();
    if (random.nextBoolean()) {
      WireWriter list = new WireWriter(16);
      list.string(octets(1 + random.nextInt(6), random));
      list.string(new byte[] {'h', ',', '\\', '"'});
      values.put(ServiceParameters.ALPN, Rdata.of(list.toBytes()));
      values.put(ServiceParameters.PORT, Rdata.of(octets(2, random)));
    }
    if (random.nextBoolean()) {
      values.put(ServiceParameters.IPV4_HINT, Rdata.of(octets(8, random)));
      values.put(ServiceParameters.IPV6_HINT, Rdata.of(octets(32, random)));
      values.put(ServiceParameters.ECH, Rdata.of(octets(7, random)));
      values.put(667, Rdata.of(octets(5, random)));
    }
    return ServiceParameters.of(values).orThrow();
  }
}
