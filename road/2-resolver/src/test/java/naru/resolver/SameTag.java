package naru.resolver;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import naru.dnssec.KeyTag;
import naru.wire.Rdata;
import naru.wire.RecordData.Dnskey;

/** Keys that nobody has, all with the tag of another (KeyTrap, CVE-2023-50387). */
final class SameTag {
  private static final int OCTETS = 32;

  private SameTag() {}

  static List<Dnskey> as(Dnskey like, int count) {
    SplittableRandom random = new SplittableRandom(count);
    List<Dnskey> keys = new ArrayList<>();
    while (keys.size() < count) {
      byte[] octets = new byte[OCTETS];
      random.nextBytes(octets);
      keys.add(sharing(KeyTag.of(like), like, octets));
    }
    return keys;
  }

  /** Turns the last two octets until the checksum is right. */
  private static Dnskey sharing(int tag, Dnskey like, byte[] octets) {
    for (int word = 0; word <= 0xffff; word++) {
      octets[OCTETS - 2] = (byte) (word >> 8);
      octets[OCTETS - 1] = (byte) word;
      Dnskey key = new Dnskey(like.flags(), like.protocol(), like.algorithm(), Rdata.of(octets));
      if (KeyTag.of(key) == tag) {
        return key;
      }
    }
    throw new AssertionError("no octets give tag " + tag);
  }
}
