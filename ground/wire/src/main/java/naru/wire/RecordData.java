package naru.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The data of a record as its type has it, for the types that the system reasons about; everything
 * else is {@link Opaque} (RFC 3597). Reading and writing lose nothing. Immutable.
 */
public sealed interface RecordData {
  /** The type it belongs to. */
  RecordType type();

  /** Its wire bytes. */
  default Rdata rdata() {
    return RecordDataCodec.write(this);
  }

  /** What {@code rdata} says as data of {@code type}. */
  static Parsed<RecordData> read(RecordType type, Rdata rdata) {
    return RecordDataCodec.read(type, rdata);
  }

  /** An IPv4 or IPv6 address as a record's data. */
  static RecordData address(InetAddress address) {
    return address.getAddress().length == 4 ? new A(address) : new Aaaa(address);
  }

  /** An IPv4 address (RFC 1035 §3.4.1). */
  record A(InetAddress address) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.A;
    }
  }

  /** An IPv6 address (RFC 3596 §2.2). */
  record Aaaa(InetAddress address) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.AAAA;
    }
  }

  /** A name server of the zone (RFC 1035 §3.3.11). */
  record Ns(Name server) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.NS;
    }
  }

  /** The owner is an alias of {@code target} (RFC 1035 §3.3.1). */
  record Cname(Name target) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.CNAME;
    }
  }

  /** Everything below the owner is found below {@code target} (RFC 6672). */
  record Dname(Name target) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.DNAME;
    }
  }

  /** The name of an address (RFC 1035 §3.3.12). */
  record Ptr(Name target) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.PTR;
    }
  }

  /** Start of a zone (RFC 1035 §3.3.13); {@code minimum} bounds negative answers (RFC 2308 §4). */
  record Soa(
      Name primary, Name mailbox, long serial, long refresh, long retry, long expire, long minimum)
      implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.SOA;
    }
  }

  /** A mail exchange (RFC 1035 §3.3.9). */
  record Mx(int preference, Name exchange) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.MX;
    }
  }

  /** Character strings (RFC 1035 §3.3.14). */
  record Txt(List<Rdata> strings) implements RecordData {
    public Txt {
      strings = List.copyOf(strings);
    }

    /** Strings of Latin letters. */
    public static Txt of(String... texts) {
      return new Txt(
          java.util.Arrays.stream(texts)
              .map(t -> Rdata.of(t.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
              .toList());
    }

    @Override
    public RecordType type() {
      return RecordType.TXT;
    }
  }

  /** Where a service runs (RFC 2782). */
  record Srv(int priority, int weight, int port, Name target) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.SRV;
    }
  }

  /** A child's key as its parent vouches for it (RFC 4034 §5). */
  record Ds(int keyTag, int algorithm, int digestType, Rdata digest) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.DS;
    }
  }

  /** A zone's key (RFC 4034 §2). */
  record Dnskey(int flags, int protocol, int algorithm, Rdata publicKey) implements RecordData {
    /** Bit 7: a zone key. */
    public static final int ZONE = 0x100;

    /** Bit 8: revoked (RFC 5011 §2.1). */
    public static final int REVOKE = 0x80;

    /** Bit 15: secure entry point. */
    public static final int SECURE_ENTRY_POINT = 1;

    @Override
    public RecordType type() {
      return RecordType.DNSKEY;
    }
  }

  /** A signature over a record set (RFC 4034 §3); times are seconds modulo 2^32 (RFC 1982). */
  record Rrsig(
      RecordType covered,
      int algorithm,
      int labels,
      long originalTtl,
      long expiration,
      long inception,
      int keyTag,
      Name signer,
      Rdata signature)
      implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.RRSIG;
    }
  }

  /** The next name of a zone, and which types are here (RFC 4034 §4). */
  record Nsec(Name next, TypeBitmap types) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.NSEC;
    }
  }

  /** The next hashed name of a zone, and which types are here (RFC 5155 §3). */
  record Nsec3(
      int algorithm, int flags, int iterations, Rdata salt, Rdata nextHash, TypeBitmap types)
      implements RecordData {
    /** Bit 7: unsigned delegations may be missing (RFC 5155 §3.1.2.1). */
    public static final int OPT_OUT = 1;

    @Override
    public RecordType type() {
      return RecordType.NSEC3;
    }
  }

  /** How a zone hashes its names (RFC 5155 §4). */
  record Nsec3param(int algorithm, int flags, int iterations, Rdata salt) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.NSEC3PARAM;
    }
  }

  /** Where and how a service is reached (RFC 9460); priority 0 makes the owner an alias. */
  record Svcb(int priority, Name target, ServiceParameters parameters) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.SVCB;
    }
  }

  /** The same for HTTP origins (RFC 9460 §9). */
  record Https(int priority, Name target, ServiceParameters parameters) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.HTTPS;
    }
  }

  /** Who may issue certificates (RFC 8659 §4.1). */
  record Caa(int flags, String tag, Rdata value) implements RecordData {
    /** Bit 0: not to be ignored by who does not know the tag. */
    public static final int CRITICAL = 0x80;

    @Override
    public RecordType type() {
      return RecordType.CAA;
    }
  }

  /** What the certificate of a TLS server looks like (RFC 6698 §2.1). */
  record Tlsa(int usage, int selector, int matching, Rdata association) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.TLSA;
    }
  }

  /** A type without a reading of its own, as its bytes. */
  record Opaque(RecordType type, Rdata rdata) implements RecordData {}

  /** An address of 4 or 16 bytes; no name is ever looked up. */
  static InetAddress addressOf(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException wrongLength) {
      throw new IllegalArgumentException("address of " + octets.length + " octets", wrongLength);
    }
  }
}
