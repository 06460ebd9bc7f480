package naru.resolver;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.RecordData;

/**
 * Keys of a zone that are believed without anybody above vouching for them (RFC 4033 §2): as
 * digests, as keys, or both. Immutable.
 */
public record TrustAnchor(Name zone, List<RecordData.Ds> digests, List<RecordData.Dnskey> keys) {
  private static final int RSA_SHA_256 = 8;
  private static final int SHA_256 = 2;

  /** What IANA publishes of the root's keys: in use since 2018, and made in 2024 to follow it. */
  private static final List<RecordData.Ds> ROOT =
      List.of(
          root(20326, "e06d44b80b8f1d39a95c0b0d7c65d08458e880409bbc683457104237c7f8ec8d"),
          root(38696, "683d2d0acb8c9b712a1948b27f741219298d0a450d612c483af444a4c0fb2b16"));

  public TrustAnchor {
    digests = List.copyOf(digests);
    keys = List.copyOf(keys);
  }

  /** The anchor of the internet's root. */
  public static TrustAnchor internet() {
    return new TrustAnchor(Name.ROOT, ROOT, List.of());
  }

  /** The DS and DNSKEY among the data. */
  public static TrustAnchor of(Name zone, List<RecordData> data) {
    return new TrustAnchor(
        zone, only(RecordData.Ds.class, data), only(RecordData.Dnskey.class, data));
  }

  private static <T extends RecordData> List<T> only(Class<T> type, List<RecordData> data) {
    return data.stream()
        .flatMap(each -> type.isInstance(each) ? Stream.of(type.cast(each)) : Stream.empty())
        .distinct()
        .toList();
  }

  private static RecordData.Ds root(int keyTag, String digest) {
    return new RecordData.Ds(
        keyTag, RSA_SHA_256, SHA_256, Rdata.of(HexFormat.of().parseHex(digest)));
  }
}
