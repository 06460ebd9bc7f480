package naru.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A type of record or question: an open registry of 16-bit numbers, so a value and not an enum.
 * Unknown ones are written {@code TYPE1234} (RFC 3597 §5). Immutable.
 *
 * @param code 0 to 65535
 */
public record RecordType(int code) implements Comparable<RecordType> {
  private static final Map<Integer, String> MNEMONICS = new HashMap<>();
  private static final Map<String, RecordType> BY_MNEMONIC = new HashMap<>();

  public static final RecordType A = named(1, "A");
  public static final RecordType NS = named(2, "NS");
  public static final RecordType CNAME = named(5, "CNAME");
  public static final RecordType SOA = named(6, "SOA");
  public static final RecordType PTR = named(12, "PTR");
  public static final RecordType HINFO = named(13, "HINFO");
  public static final RecordType MX = named(15, "MX");
  public static final RecordType TXT = named(16, "TXT");
  public static final RecordType RP = named(17, "RP");
  public static final RecordType AFSDB = named(18, "AFSDB");
  public static final RecordType AAAA = named(28, "AAAA");
  public static final RecordType LOC = named(29, "LOC");
  public static final RecordType SRV = named(33, "SRV");
  public static final RecordType NAPTR = named(35, "NAPTR");
  public static final RecordType KX = named(36, "KX");
  public static final RecordType CERT = named(37, "CERT");
  public static final RecordType DNAME = named(39, "DNAME");
  public static final RecordType OPT = named(41, "OPT");
  public static final RecordType DS = named(43, "DS");
  public static final RecordType SSHFP = named(44, "SSHFP");
  public static final RecordType IPSECKEY = named(45, "IPSECKEY");
  public static final RecordType RRSIG = named(46, "RRSIG");
  public static final RecordType NSEC = named(47, "NSEC");
  public static final RecordType DNSKEY = named(48, "DNSKEY");
  public static final RecordType NSEC3 = named(50, "NSEC3");
  public static final RecordType NSEC3PARAM = named(51, "NSEC3PARAM");
  public static final RecordType TLSA = named(52, "TLSA");
  public static final RecordType SMIMEA = named(53, "SMIMEA");
  public static final RecordType CDS = named(59, "CDS");
  public static final RecordType CDNSKEY = named(60, "CDNSKEY");
  public static final RecordType OPENPGPKEY = named(61, "OPENPGPKEY");
  public static final RecordType CSYNC = named(62, "CSYNC");
  public static final RecordType ZONEMD = named(63, "ZONEMD");
  public static final RecordType SVCB = named(64, "SVCB");
  public static final RecordType HTTPS = named(65, "HTTPS");
  public static final RecordType SPF = named(99, "SPF");
  public static final RecordType EUI48 = named(108, "EUI48");
  public static final RecordType EUI64 = named(109, "EUI64");
  public static final RecordType TKEY = named(249, "TKEY");
  public static final RecordType TSIG = named(250, "TSIG");
  public static final RecordType IXFR = named(251, "IXFR");
  public static final RecordType AXFR = named(252, "AXFR");
  public static final RecordType ANY = named(255, "ANY");
  public static final RecordType URI = named(256, "URI");
  public static final RecordType CAA = named(257, "CAA");

  public RecordType {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("record type " + code);
    }
  }

  private static RecordType named(int code, String mnemonic) {
    RecordType type = new RecordType(code);
    MNEMONICS.put(code, mnemonic);
    BY_MNEMONIC.put(mnemonic, type);
    return type;
  }

  /** The type of a mnemonic or of {@code TYPEnnn}, in any case. */
  public static Optional<RecordType> parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    RecordType known = BY_MNEMONIC.get(upper);
    if (known != null) {
      return Optional.of(known);
    }
    return NumberText.after("TYPE", upper, 0xffff).map(RecordType::new);
  }

  /** Only asked for, never data in a zone: 128 to 255 (RFC 6895 §3.1), and OPT. */
  public boolean isMeta() {
    return code >= 128 && code <= 255 || code == OPT.code;
  }

  // By hand, as in the other values that every message is full of: what the language makes of a
  // record is slow until it is compiled.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordType type && type.code == code;
  }

  @Override
  public int hashCode() {
    return code;
  }

  @Override
  public int compareTo(RecordType other) {
    return Integer.compare(code, other.code);
  }

  @Override
  public String toString() {
    return MNEMONICS.getOrDefault(code, "TYPE" + code);
  }
}
