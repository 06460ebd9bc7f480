package naru.nameserver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import naru.config.YamlMap;
import naru.dnssec.KeyFolder;
import naru.dnssec.KeyPlan;
import naru.dnssec.SigningKey;
import naru.wire.Name;

/**
 * The part of a name server's configuration that says how zones are signed:
 *
 * <pre>
 * signing:
 *   keys: keys              # a directory of its owner's; keys that are missing are made
 *   algorithm: 13           # of keys that are made: 8, 13, 14, 15 or 16
 *   split-keys: false       # true: one key signs the keys, another the rest
 *   denial: nsec            # or nsec3, nsec3-opt-out
 *   validity-days: 14
 *   renewal-days: 7         # what is left when signatures are made anew
 * </pre>
 *
 * Immutable.
 */
public record SigningFile(Path keys, KeyPlan plan, SigningPolicy policy) {
  private static final int MOST_DAYS = 365;

  /** The keys of a server that says nothing of them lie beside its configuration. */
  static SigningFile usual(Path directory) {
    return new SigningFile(directory.resolve("keys"), KeyPlan.USUAL, SigningPolicy.USUAL);
  }

  static SigningFile read(YamlMap map, Path directory) {
    SigningFile usual = usual(directory);
    int algorithm =
        map.parsed("algorithm", SigningFile::algorithm, "8, 13, 14, 15 or 16")
            .orElse(usual.plan().algorithm());
    boolean split = map.flag("split-keys").orElse(usual.plan().split());
    SigningPolicy policy = policy(map, usual.policy());
    Path keys = map.text("keys").map(directory::resolve).orElse(usual.keys());
    map.complainAboutOthers();
    return new SigningFile(keys, new KeyPlan(algorithm, split), policy);
  }

  private static Optional<Integer> algorithm(String text) {
    return text.matches("\\d{1,3}")
        ? Optional.of(Integer.valueOf(text)).filter(KeyPlan::makes)
        : Optional.empty();
  }

  private static SigningPolicy policy(YamlMap map, SigningPolicy usual) {
    SigningPolicy.Denying denying =
        map.parsed("denial", SigningPolicy.Denying::parse, SigningPolicy.Denying.WORDS)
            .orElse(usual.denying());
    Duration validity = days(map, "validity-days", usual.validity());
    Duration renewal = days(map, "renewal-days", usual.renewal());
    if (renewal.compareTo(validity) >= 0) {
      map.complain(
          "renewal-days",
          "renewal-days: fewer than the " + validity.toDays() + " of validity-days");
      return usual.denyingBy(denying);
    }
    return new SigningPolicy(denying, validity, renewal);
  }

  private static Duration days(YamlMap map, String key, Duration usual) {
    return map.number(key, 1, MOST_DAYS).map(Duration::ofDays).orElse(usual);
  }

  /** What came of opening the keys. */
  public sealed interface Opened {
    /** They are there. */
    record Signing(ZoneSigning signing) implements Opened {}

    /** Some are not: a line for each. */
    record Refused(List<String> reasons) implements Opened {
      public Refused {
        reasons = List.copyOf(reasons);
      }
    }
  }

  /** Opens or makes the keys of these zones. */
  public Opened open(Set<Name> zones) {
    KeyFolder folder = new KeyFolder(keys);
    Map<Name, ZoneSigner> signers = new LinkedHashMap<>();
    List<String> refused = new java.util.ArrayList<>();
    for (Name zone : zones) {
      switch (folder.keysOf(zone, plan)) {
        case KeyFolder.Found.Keys(List<SigningKey> found) ->
            signers.put(zone, new ZoneSigner(found, policy));
        case KeyFolder.Found.Refused(String reason) -> refused.add(reason);
      }
    }
    return refused.isEmpty()
        ? new Opened.Signing(new ZoneSigning(signers))
        : new Opened.Refused(refused);
  }
}
