package naru.dnssec;

import naru.wire.RecordData;

/** The short number by which signatures and DS records hint at a key (RFC 4034 appendix B). */
public final class KeyTag {
  private static final int RSA_MD5 = 1;

  private KeyTag() {}

  /** The tag of a key, 0 to 65535; several keys may share one. */
  public static int of(RecordData.Dnskey key) {
    byte[] octets = key.publicKey().bytes();
    return key.algorithm() == RSA_MD5 ? ofModulus(octets) : sum(key, octets);
  }

  /** A checksum of all the data, whose first four octets stand before the public key. */
  private static int sum(RecordData.Dnskey key, byte[] octets) {
    long sum = key.flags() + ((long) key.protocol() << 8) + key.algorithm();
    for (int i = 0; i < octets.length; i++) {
      int octet = octets[i] & 0xff;
      sum += (i & 1) == 0 ? octet << 8 : octet;
    }
    sum += sum >> 16 & 0xffff;
    return (int) sum & 0xffff;
  }

  /** Appendix B.1: the oldest algorithm has a piece of its modulus. */
  private static int ofModulus(byte[] octets) {
    if (octets.length < 3) {
      return 0;
    }
    return (octets[octets.length - 3] & 0xff) << 8 | octets[octets.length - 2] & 0xff;
  }
}
