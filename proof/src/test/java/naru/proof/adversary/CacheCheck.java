package naru.proof.adversary;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import naru.proof.adversary.Truth.Step;
import naru.resolver.RecursiveResolver;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordType;

/**
 * Looks through everything that a resolver remembers of honest zones: each record set must be the
 * zone's own and whole, each denial true. Immutable but for the truth.
 */
final class CacheCheck {
  private final Truth truth;

  CacheCheck(Truth truth) {
    this.truth = truth;
  }

  void check(RecursiveResolver resolver, Findings findings) {
    Map<String, Set<String>> sets = new LinkedHashMap<>();
    for (String line : resolver.dump()) {
      if (isDoubtful(line, findings)) {
        continue;
      }
      String[] halves = line.split(" ; ", 2);
      String[] words = halves[0].split(" ", 5);
      Name owner = Name.parse(words[0]).orThrow();
      if (words.length == 5) {
        String key = words[0].toLowerCase(Locale.ROOT) + " " + words[3];
        sets.computeIfAbsent(key, _ -> new TreeSet<>())
            .add((key + " " + words[4]).toLowerCase(Locale.ROOT));
      } else {
        denial(owner, words, line, findings);
      }
    }
    sets.forEach((key, lines) -> records(key, lines, findings));
  }

  /**
   * What nobody has judged yet, of a zone on whose way somebody lies, may be anything; what was
   * judged secure must be of a zone that is.
   */
  private boolean isDoubtful(String line, Findings findings) {
    String[] halves = line.split(" ; ", 2);
    String[] words = halves[0].split(" ", 5);
    Name owner = Name.parse(words[0]).orThrow();
    RecordType type =
        words.length == 5
            ? RecordType.parse(words[3]).orElseThrow()
            : words.length > 1 ? typeOf(words) : RecordType.A;
    boolean secure = halves[1].contains(", secure");
    if (secure && truth.trust(owner, type) != Seal.Trust.SECURE) {
      findings.add("remembered as secure: " + line);
    }
    return !secure && truth.isAmongLiars(owner, type);
  }

  private void records(String key, Set<String> lines, Findings findings) {
    Name owner = Name.parse(key.substring(0, key.indexOf(' '))).orThrow();
    RecordType type = RecordType.parse(key.substring(key.indexOf(' ') + 1)).orElseThrow();
    if (truth.isTainted(owner, type)) {
      return;
    }
    Set<String> wanted =
        truth.step(owner, type) instanceof Step.Found(List<Record> records)
            ? records.stream()
                .map(AnswerCheck::withoutTtl)
                .collect(Collectors.toCollection(TreeSet::new))
            : Set.of();
    if (!lines.equals(wanted)) {
      findings.add("remembered " + lines + " instead of " + wanted);
    }
  }

  private void denial(Name owner, String[] words, String line, Findings findings) {
    boolean ofType = words.length > 1;
    RecordType type = ofType ? typeOf(words) : RecordType.A;
    if (truth.isTainted(owner, type)) {
      return;
    }
    Step step = truth.step(owner, type);
    boolean isTrue = ofType ? step instanceof Step.NoData : step instanceof Step.NoName;
    if (!isTrue) {
      findings.add("remembered " + line + ", but " + step);
    }
  }

  private static RecordType typeOf(String[] words) {
    return RecordType.parse(words[words.length - 1]).orElseThrow();
  }
}
