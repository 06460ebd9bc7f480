package naru.resolver;

import java.util.List;
import naru.wire.Name;
import naru.wire.RecordData;

/**
 * Keys of a zone that are believed without anybody above vouching for them (RFC 4033 §2): as
 * digests, as keys, or both. Immutable.
 */
public record TrustAnchor(Name zone, List<RecordData.Ds> digests, List<RecordData.Dnskey> keys) {
  public TrustAnchor {
    digests = List.copyOf(digests);
    keys = List.copyOf(keys);
  }
}
