package naru.wire;

/** Data of a record in master-file form (RFC 1035 §5.1). */
final class RecordText {
  private RecordText() {}

  static String of(RecordType type, Rdata rdata) {
    return switch (RecordData.read(type, rdata)) {
      case Parsed.Ok<RecordData>(RecordData data) -> text(data);
      case Parsed.Malformed<RecordData> _ -> rdata.toString();
    };
  }

  private static String text(RecordData data) {
    return switch (data) {
      case RecordData.A(var address) -> address.getHostAddress();
      case RecordData.Aaaa(var address) -> address.getHostAddress();
      case RecordData.Ns(Name server) -> server.toString();
      case RecordData.Cname(Name target) -> target.toString();
      case RecordData.Dname(Name target) -> target.toString();
      case RecordData.Ptr(Name target) -> target.toString();
      case RecordData.Mx(int preference, Name exchange) -> preference + " " + exchange;
      default -> data.rdata().toString();
    };
  }
}
