package naru.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the data of each type consists of, as its master-file form shows it: the one table behind
 * reading and writing record text. Types not listed have the generic form alone (RFC 3597 §5).
 * Immutable.
 */
final class TextLayout {
  /** One field: how it stands on the wire, and what its text is. */
  enum Field {
    /** 8 bits in decimal. */
    U8,
    /** 16 bits in decimal. */
    U16,
    /** 32 bits in decimal. */
    U32,
    /** 32 bits of seconds; read with units too, {@code 1h30m}. */
    SECONDS,
    /** 32 bits of seconds since 1970 as YYYYMMDDHHMMSS (RFC 4034 §3.2). */
    TIME,
    /** Four octets, dotted. */
    IPV4,
    /** Sixteen octets with colons. */
    IPV6,
    /** A domain name. */
    NAME,
    /** One character string. */
    STRING,
    /** Character strings to the end, one at least. */
    STRINGS,
    /** A character string of letters and digits, never quoted (RFC 8659 §4.1). */
    TAG,
    /** Octets to the end between quotation marks. */
    LONG_STRING,
    /** Octets to the end in hexadecimal. */
    HEX,
    /** Octets to the end in base64. */
    BASE64,
    /**
     * A length and so many octets in hexadecimal; {@code -} when there are none (RFC 5155 §3.3).
     */
    SALT,
    /** A length and so many octets in base32hex (RFC 5155 §3.3). */
    HASH,
    /** A type's mnemonic. */
    TYPE,
    /** The types of a bitmap, to the end. */
    TYPES,
    /** 8 bits: a DNSSEC algorithm in decimal; read as mnemonic too (RFC 4034 §2.2). */
    ALGORITHM,
    /** 8 bits: a DNSSEC algorithm's mnemonic (RFC 4398 §2.2). */
    ALGORITHM_WORD,
    /** 16 bits: a kind of certificate (RFC 4398 §2.1). */
    CERTIFICATE_KIND,
    /** 6 octets with hyphens (RFC 7043 §3.2). */
    EUI48,
    /** 8 octets with hyphens (RFC 7043 §4.2). */
    EUI64,
    /** The parameters of a service binding, to the end (RFC 9460 §2.1). */
    SERVICE_PARAMETERS
  }

  private static final Map<Integer, List<Field>> BY_TYPE = new HashMap<>();

  static {
    put(RecordType.A, Field.IPV4);
    put(RecordType.AAAA, Field.IPV6);
    for (RecordType alias : List.of(RecordType.NS, RecordType.CNAME, RecordType.PTR)) {
      put(alias, Field.NAME);
    }
    put(RecordType.DNAME, Field.NAME);
    put(
        RecordType.SOA,
        Field.NAME,
        Field.NAME,
        Field.U32,
        Field.SECONDS,
        Field.SECONDS,
        Field.SECONDS,
        Field.SECONDS);
    put(RecordType.MX, Field.U16, Field.NAME);
    put(RecordType.AFSDB, Field.U16, Field.NAME);
    put(RecordType.KX, Field.U16, Field.NAME);
    put(RecordType.RP, Field.NAME, Field.NAME);
    put(RecordType.SRV, Field.U16, Field.U16, Field.U16, Field.NAME);
    put(RecordType.TXT, Field.STRINGS);
    put(RecordType.SPF, Field.STRINGS);
    put(RecordType.HINFO, Field.STRING, Field.STRING);
    put(
        RecordType.NAPTR,
        Field.U16,
        Field.U16,
        Field.STRING,
        Field.STRING,
        Field.STRING,
        Field.NAME);
    put(RecordType.CAA, Field.U8, Field.TAG, Field.LONG_STRING);
    put(RecordType.URI, Field.U16, Field.U16, Field.LONG_STRING);
    put(RecordType.EUI48, Field.EUI48);
    put(RecordType.EUI64, Field.EUI64);
    put(RecordType.SVCB, Field.U16, Field.NAME, Field.SERVICE_PARAMETERS);
    put(RecordType.HTTPS, Field.U16, Field.NAME, Field.SERVICE_PARAMETERS);
    putSecurity();
  }

  private TextLayout() {}

  private static void putSecurity() {
    for (RecordType digest : List.of(RecordType.DS, RecordType.CDS)) {
      put(digest, Field.U16, Field.ALGORITHM, Field.U8, Field.HEX);
    }
    for (RecordType key : List.of(RecordType.DNSKEY, RecordType.CDNSKEY)) {
      put(key, Field.U16, Field.U8, Field.ALGORITHM, Field.BASE64);
    }
    put(
        RecordType.RRSIG,
        Field.TYPE,
        Field.ALGORITHM,
        Field.U8,
        Field.SECONDS,
        Field.TIME,
        Field.TIME,
        Field.U16,
        Field.NAME,
        Field.BASE64);
    put(RecordType.NSEC, Field.NAME, Field.TYPES);
    put(RecordType.NSEC3, Field.U8, Field.U8, Field.U16, Field.SALT, Field.HASH, Field.TYPES);
    put(RecordType.NSEC3PARAM, Field.U8, Field.U8, Field.U16, Field.SALT);
    put(RecordType.CSYNC, Field.U32, Field.U16, Field.TYPES);
    put(RecordType.ZONEMD, Field.U32, Field.U8, Field.U8, Field.HEX);
    put(RecordType.TLSA, Field.U8, Field.U8, Field.U8, Field.HEX);
    put(RecordType.SMIMEA, Field.U8, Field.U8, Field.U8, Field.HEX);
    put(RecordType.SSHFP, Field.U8, Field.U8, Field.HEX);
    put(RecordType.OPENPGPKEY, Field.BASE64);
    put(RecordType.CERT, Field.CERTIFICATE_KIND, Field.U16, Field.ALGORITHM_WORD, Field.BASE64);
  }

  private static void put(RecordType type, Field... fields) {
    BY_TYPE.put(type.code(), List.of(fields));
  }

  /** The fields of a type; none when it has only the generic form. */
  static List<Field> of(RecordType type) {
    return BY_TYPE.getOrDefault(type.code(), List.of());
  }
}
