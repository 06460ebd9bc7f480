package naru.proof.scenario;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import naru.dnssec.AlgorithmPolicy;
import naru.proof.scenario.ConfigBlock.Setting;
import naru.resolver.TrustAnchor;
import naru.resolver.ValidationPolicy;
import naru.resolver.ValidationPolicy.Dates;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;

/** What a scenario's configuration block says about validation. */
final class ScenarioTrust {
  /** The keys that are read here. */
  static final List<String> KEYS =
      List.of(
          "trust-anchor",
          "val-override-date",
          "domain-insecure",
          "aggressive-nsec",
          "harden-dnssec-stripped",
          "module-config");

  private ScenarioTrust() {}

  static ValidationPolicy of(ConfigBlock block) {
    List<TrustAnchor> anchors = new ArrayList<>();
    List<Name> negative = new ArrayList<>();
    Dates dates = new Dates.Clock();
    boolean aggressive = true;
    boolean lenient = false;
    boolean on = true;
    for (Setting setting : block.server()) {
      switch (setting.key()) {
        case "trust-anchor" -> anchors.add(anchor(setting));
        case "domain-insecure" -> negative.add(Name.of(setting.value()));
        case "val-override-date" -> dates = dates(setting.value());
        case "aggressive-nsec" -> aggressive = setting.value().equals("yes");
        case "harden-dnssec-stripped" -> lenient = setting.value().equals("no");
        case "module-config" -> on = setting.value().contains("validator");
        default -> {}
      }
    }
    return on
        ? ValidationPolicy.of(anchors)
            .managing(ScenarioAnchors.of(block))
            .except(negative)
            .recorded(AlgorithmPolicy.WITH_RETIRED, dates)
            .aggressive(aggressive)
            .lenient(lenient)
        : ValidationPolicy.OFF;
  }

  /** A DS or a DNSKEY in master-file form. */
  private static TrustAnchor anchor(Setting setting) {
    Record record = new RecordLine(Name.ROOT, 3600).record(setting.value(), setting.line());
    return switch (record.data().ok().orElseThrow()) {
      case RecordData.Ds ds -> new TrustAnchor(record.owner(), List.of(ds), List.of());
      case RecordData.Dnskey key -> new TrustAnchor(record.owner(), List.of(), List.of(key));
      default -> throw new Broken(setting.line(), "no trust anchor: " + setting.value());
    };
  }

  /** {@code -1}, seconds, or {@code YYYYMMDDHHMMSS}. */
  private static Dates dates(String text) {
    if (text.equals("-1")) {
      return new Dates.Unchecked();
    }
    if (text.length() != 14) {
      return new Dates.Fixed(Instant.ofEpochSecond(Long.parseLong(text)));
    }
    LocalDateTime moment = LocalDateTime.parse(text, DateTimeFormatter.ofPattern("uuuuMMddHHmmss"));
    return new Dates.Fixed(moment.toInstant(ZoneOffset.UTC));
  }
}
