package naru.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Typed data from RDATA bytes and back: one case a type. */
final class RecordDataCodec {
  private RecordDataCodec() {}

  static Parsed<RecordData> read(RecordType type, Rdata rdata) {
    WireReader reader = rdata.reader();
    try {
      RecordData data = readKnown(type, rdata, reader);
      boolean whole = data instanceof RecordData.Opaque || reader.remaining() == 0;
      return whole
          ? new Parsed.Ok<>(data)
          : new Parsed.Malformed<>(type + " data goes on after its end", reader.offset());
    } catch (WireReader.Broken broken) {
      return new Parsed.Malformed<>(type + " data: " + broken.reason, broken.offset);
    }
  }

  private static RecordData readKnown(RecordType type, Rdata rdata, WireReader in) {
    return switch (type.code()) {
      case 1 -> new RecordData.A(RecordData.addressOf(in.bytes(4)));
      case 28 -> new RecordData.Aaaa(addressOfSix(in.bytes(16)));
      case 2 -> new RecordData.Ns(in.name(false));
      case 5 -> new RecordData.Cname(in.name(false));
      case 39 -> new RecordData.Dname(in.name(false));
      case 12 -> new RecordData.Ptr(in.name(false));
      case 6 -> readSoa(in);
      case 15 -> new RecordData.Mx(in.u16(), in.name(false));
      case 16 -> new RecordData.Txt(readStrings(in));
      case 33 -> new RecordData.Srv(in.u16(), in.u16(), in.u16(), in.name(false));
      case 43 -> new RecordData.Ds(in.u16(), in.u8(), in.u8(), Rdata.ofOwned(in.rest()));
      case 48 -> new RecordData.Dnskey(in.u16(), in.u8(), in.u8(), Rdata.ofOwned(in.rest()));
      case 46 -> readRrsig(in);
      case 47 -> new RecordData.Nsec(in.name(false), TypeBitmap.read(in));
      case 50 -> readNsec3(in);
      case 51 -> new RecordData.Nsec3param(in.u8(), in.u8(), in.u16(), Rdata.ofOwned(in.string()));
      case 52 -> new RecordData.Tlsa(in.u8(), in.u8(), in.u8(), Rdata.ofOwned(in.rest()));
      case 64 -> new RecordData.Svcb(in.u16(), in.name(false), ServiceParameters.read(in));
      case 65 -> new RecordData.Https(in.u16(), in.name(false), ServiceParameters.read(in));
      case 257 -> new RecordData.Caa(in.u8(), readTag(in), Rdata.ofOwned(in.rest()));
      default -> new RecordData.Opaque(type, rdata);
    };
  }

  /** JDK turns a mapped address into an IPv4 one; here 16 octets stay IPv6. */
  private static java.net.InetAddress addressOfSix(byte[] octets) {
    try {
      return java.net.Inet6Address.getByAddress("", octets, -1);
    } catch (java.net.UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static RecordData readSoa(WireReader in) {
    return new RecordData.Soa(
        in.name(false), in.name(false), in.u32(), in.u32(), in.u32(), in.u32(), in.u32());
  }

  private static List<Rdata> readStrings(WireReader in) {
    List<Rdata> strings = new ArrayList<>();
    do {
      strings.add(Rdata.ofOwned(in.string()));
    } while (in.remaining() > 0);
    return strings;
  }

  private static String readTag(WireReader in) {
    byte[] octets = in.string();
    if (!TextReader.isTag(octets)) {
      throw in.broken("tag of other characters than letters and digits");
    }
    return new String(octets, StandardCharsets.US_ASCII);
  }

  private static RecordData readRrsig(WireReader in) {
    return new RecordData.Rrsig(
        new RecordType(in.u16()),
        in.u8(),
        in.u8(),
        in.u32(),
        in.u32(),
        in.u32(),
        in.u16(),
        in.name(false),
        Rdata.ofOwned(in.rest()));
  }

  private static RecordData readNsec3(WireReader in) {
    return new RecordData.Nsec3(
        in.u8(),
        in.u8(),
        in.u16(),
        Rdata.ofOwned(in.string()),
        Rdata.ofOwned(in.string()),
        TypeBitmap.read(in));
  }

  static Rdata write(RecordData data) {
    WireWriter out = new WireWriter(64);
    switch (data) {
      case RecordData.A(var address) -> out.bytes(address.getAddress());
      case RecordData.Aaaa(var address) -> out.bytes(address.getAddress());
      case RecordData.Ns(Name server) -> out.name(server);
      case RecordData.Cname(Name target) -> out.name(target);
      case RecordData.Dname(Name target) -> out.name(target);
      case RecordData.Ptr(Name target) -> out.name(target);
      case RecordData.Soa soa -> writeSoa(soa, out);
      case RecordData.Mx(int preference, Name exchange) -> {
        out.u16(preference);
        out.name(exchange);
      }
      case RecordData.Txt(List<Rdata> strings) -> strings.forEach(s -> out.string(s.shared()));
      case RecordData.Srv(int priority, int weight, int port, Name target) -> {
        out.u16(priority);
        out.u16(weight);
        out.u16(port);
        out.name(target);
      }
      case RecordData.Ds(int keyTag, int algorithm, int digestType, Rdata digest) -> {
        out.u16(keyTag);
        out.u8(algorithm);
        out.u8(digestType);
        out.bytes(digest.shared());
      }
      case RecordData.Dnskey(int flags, int protocol, int algorithm, Rdata key) -> {
        out.u16(flags);
        out.u8(protocol);
        out.u8(algorithm);
        out.bytes(key.shared());
      }
      case RecordData.Rrsig rrsig -> writeRrsig(rrsig, out);
      case RecordData.Nsec(Name next, TypeBitmap types) -> {
        out.name(next);
        types.write(out);
      }
      case RecordData.Nsec3 nsec3 -> writeNsec3(nsec3, out);
      case RecordData.Nsec3param(int algorithm, int flags, int iterations, Rdata salt) -> {
        out.u8(algorithm);
        out.u8(flags);
        out.u16(iterations);
        out.string(salt.shared());
      }
      case RecordData.Tlsa(int usage, int selector, int matching, Rdata association) -> {
        out.u8(usage);
        out.u8(selector);
        out.u8(matching);
        out.bytes(association.shared());
      }
      case RecordData.Svcb(int priority, Name target, ServiceParameters parameters) ->
          writeService(priority, target, parameters, out);
      case RecordData.Https(int priority, Name target, ServiceParameters parameters) ->
          writeService(priority, target, parameters, out);
      case RecordData.Caa(int flags, String tag, Rdata value) -> {
        out.u8(flags);
        out.string(tag.getBytes(StandardCharsets.US_ASCII));
        out.bytes(value.shared());
      }
      case RecordData.Opaque(_, Rdata rdata) -> out.bytes(rdata.shared());
    }
    return Rdata.ofOwned(out.toBytes());
  }

  private static void writeService(
      int priority, Name target, ServiceParameters parameters, WireWriter out) {
    out.u16(priority);
    out.name(target);
    parameters.write(out);
  }

  private static void writeSoa(RecordData.Soa soa, WireWriter out) {
    out.name(soa.primary());
    out.name(soa.mailbox());
    out.u32(soa.serial());
    out.u32(soa.refresh());
    out.u32(soa.retry());
    out.u32(soa.expire());
    out.u32(soa.minimum());
  }

  private static void writeRrsig(RecordData.Rrsig rrsig, WireWriter out) {
    out.u16(rrsig.covered().code());
    out.u8(rrsig.algorithm());
    out.u8(rrsig.labels());
    out.u32(rrsig.originalTtl());
    out.u32(rrsig.expiration());
    out.u32(rrsig.inception());
    out.u16(rrsig.keyTag());
    out.name(rrsig.signer());
    out.bytes(rrsig.signature().shared());
  }

  private static void writeNsec3(RecordData.Nsec3 nsec3, WireWriter out) {
    out.u8(nsec3.algorithm());
    out.u8(nsec3.flags());
    out.u16(nsec3.iterations());
    out.string(nsec3.salt().shared());
    out.string(nsec3.nextHash().shared());
    nsec3.types().write(out);
  }
}
