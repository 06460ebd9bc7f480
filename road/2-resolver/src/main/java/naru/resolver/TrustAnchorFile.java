package naru.resolver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import naru.config.Complaints;
import naru.config.Configured;
import naru.resolver.anchor.AnchorText;
import naru.wire.Name;
import naru.wire.RecordData;

/**
 * A file of trust anchors that stay as they are: DS and DNSKEY records in the form of a master
 * file, as {@code dig}, IANA and other resolvers' tools write it.
 *
 * <pre>
 * . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
 * example. 3600 IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+ ...
 * </pre>
 */
public final class TrustAnchorFile {
  private TrustAnchorFile() {}

  /** The anchors of a file, one for each zone; at least one, or complaints. */
  public static Configured<List<TrustAnchor>> read(Path file) {
    Complaints complaints = new Complaints(file.toString());
    return anchors(AnchorText.read(file, complaints), complaints);
  }

  /** The same of a text; {@code label} is its name in complaints. */
  public static Configured<List<TrustAnchor>> parse(String text, String label) {
    Complaints complaints = new Complaints(label);
    return anchors(AnchorText.parse(text, complaints), complaints);
  }

  private static Configured<List<TrustAnchor>> anchors(AnchorText text, Complaints complaints) {
    Map<Name, List<RecordData>> zones = new LinkedHashMap<>();
    for (AnchorText.Entry entry : text.entries()) {
      if (isUsable(entry, complaints)) {
        zones.computeIfAbsent(entry.record().owner(), _ -> new ArrayList<>()).add(entry.data());
      }
    }
    if (zones.isEmpty() && complaints.isEmpty()) {
      complaints.add(0, "no DS or DNSKEY record");
    }
    return complaints.unlessAny(
        zones.entrySet().stream().map(e -> TrustAnchor.of(e.getKey(), e.getValue())).toList());
  }

  /** RFC 4034 §2.1.1, RFC 5011 §2.1: only a key of a zone that was not revoked. */
  private static boolean isUsable(AnchorText.Entry entry, Complaints complaints) {
    if (!(entry.data() instanceof RecordData.Dnskey key)) {
      return true;
    }
    boolean revoked = (key.flags() & RecordData.Dnskey.REVOKE) != 0;
    boolean zone = (key.flags() & RecordData.Dnskey.ZONE) != 0;
    if (revoked || !zone) {
      complaints.add(entry.line(), revoked ? "the key is revoked" : "it is no key of a zone");
    }
    return zone && !revoked;
  }
}
