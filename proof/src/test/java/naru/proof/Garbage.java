package naru.proof;

import java.util.Arrays;
import java.util.Random;
import naru.wire.MessageCodec;

/** Octets that no honest client sends, the same for the same seed. Confined to one thread. */
final class Garbage {
  private static final int RANDOM_OCTETS = 600;

  private final Random random;

  Garbage(long seed) {
    random = new Random(seed);
  }

  /** Something for a DNS server: noise, or a question that was cut, bent or lied about. */
  byte[] packet() {
    byte[] honest = MessageCodec.encode(Visitor.query("n" + below(50) + ".wild.naru.test", "A"));
    return switch (below(5)) {
      case 0 -> noise(RANDOM_OCTETS);
      case 1 -> cut(honest);
      case 2 -> bent(honest);
      case 3 -> boasting(honest);
      default -> looping(honest);
    };
  }

  /** The same with its length before it, which is a lie now and then. */
  byte[] streamed() {
    byte[] packet = packet();
    byte[] all = new byte[packet.length + 2];
    int length = below(4) == 0 ? below(0x10000) : packet.length;
    all[0] = (byte) (length >> 8);
    all[1] = (byte) length;
    System.arraycopy(packet, 0, all, 2, packet.length);
    return below(3) == 0 ? cut(all) : all;
  }

  /** Honest octets, cut and bent, or noise. */
  byte[] spoilt(byte[] honest) {
    return switch (below(3)) {
      case 0 -> cut(honest);
      case 1 -> bent(honest);
      default -> noise(RANDOM_OCTETS);
    };
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  private byte[] noise(int most) {
    byte[] octets = new byte[below(most)];
    random.nextBytes(octets);
    return octets;
  }

  private byte[] cut(byte[] honest) {
    return Arrays.copyOf(honest, below(honest.length));
  }

  private byte[] bent(byte[] honest) {
    byte[] octets = honest.clone();
    for (int i = below(8); i >= 0; i--) {
      octets[below(octets.length)] ^= (byte) (1 << below(8));
    }
    return octets;
  }

  /** A header that announces more than there is. */
  private byte[] boasting(byte[] honest) {
    byte[] octets = honest.clone();
    octets[4 + below(8)] = (byte) 0xff;
    return octets;
  }

  /** A name that points at itself (RFC 1035 §4.1.4). */
  private byte[] looping(byte[] honest) {
    byte[] octets = honest.clone();
    octets[12] = (byte) 0xc0;
    octets[13] = 12;
    return octets;
  }
}
