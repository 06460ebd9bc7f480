package naru.proof.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import naru.journey.VerdictCode;
import naru.proof.adversary.Seal.Trust;
import naru.proof.adversary.Truth.Step;
import naru.resolver.Resolved;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordType;

/**
 * Compares an answer with what the zones say, alias by alias. What a liar says of names in his own
 * zone is let pass; where his aliases lead to is not. Confined to one answer.
 */
final class AnswerCheck {
  private static final int ALIASES = 11;

  private final Truth truth;
  private final Excuses excuses;
  private final Question question;
  private final Resolved resolved;
  private final Set<String> unseen;
  private boolean secure = true;
  private boolean unproven;

  private AnswerCheck(Truth truth, Excuses excuses, Question question, Resolved resolved) {
    this.truth = truth;
    this.excuses = excuses;
    this.question = question;
    this.resolved = resolved;
    this.unseen =
        resolved.answerRecords(false).stream()
            .map(AnswerCheck::withoutTtl)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is wrong with it; nothing where it is right, or an honest failure. */
  static Optional<String> check(
      Truth truth, Excuses excuses, Question question, Resolved resolved) {
    return new AnswerCheck(truth, excuses, question, resolved).check();
  }

  /** Owner, type and data in one case, as a cache may have them from any of several answers. */
  static String withoutTtl(Record record) {
    return (record.owner() + " " + record.type() + " " + dataOf(record)).toLowerCase(Locale.ROOT);
  }

  private static String dataOf(Record record) {
    String line = record.withTtl(0).toString();
    String head = record.owner() + " 0 " + record.recordClass() + " " + record.type() + " ";
    return line.startsWith(head) ? line.substring(head.length()) : line;
  }

  private Optional<String> check() {
    List<Name> chain = new ArrayList<>(List.of(question.name()));
    while (true) {
      Name name = chain.getLast();
      Trust trust = truth.trust(name, question.type());
      boolean tainted = truth.isTainted(name, question.type());
      secure &= trust == Trust.SECURE;
      unproven |= truth.isLeftOut(name, question.type());
      if (trust == Trust.BOGUS && !tainted) {
        return bogus();
      }
      if (tainted) {
        Optional<Name> target = saidAlias(name);
        if (failed() || target.isEmpty()) {
          return restIsTainted();
        }
        chain.add(target.get());
      } else {
        Step step = truth.step(name, question.type());
        if (!(step instanceof Step.Alias(List<Record> records, Name target))) {
          return failed() ? failure(Optional.empty()) : end(step).or(this::wronglyTrusted);
        }
        if (!failed() && !takeAll(records)) {
          return wrong("the alias " + records + " is missing");
        }
        boolean circles = chain.contains(target);
        chain.add(target);
        if (circles) {
          return failure(Optional.of(VerdictCode.DNS_ALIAS_LOOP));
        }
      }
      if (chain.size() > ALIASES + 1) {
        return failure(Optional.of(VerdictCode.DNS_ALIAS_TOO_LONG));
      }
    }
  }

  /** A zone whose signatures cannot be right must not be believed. */
  private Optional<String> bogus() {
    Optional<VerdictCode> code = resolved.cause().map(cause -> cause.code());
    if (code.isEmpty()) {
      return wrong("an answer from a zone that is bogus");
    }
    boolean said = code.filter(AnswerCheck::isBogus).isPresent();
    return said ? Optional.empty() : failure(Optional.empty());
  }

  private static boolean isBogus(VerdictCode code) {
    return code.word().startsWith("dns.bogus.");
  }

  /** AD where everything is signed, and nowhere else. */
  private Optional<String> wronglyTrusted() {
    if (resolved.authentic() && !secure) {
      return wrong("authentic, but not all of it is signed");
    }
    return secure && !unproven && !resolved.authentic()
        ? wrong("not authentic, but all of it is signed")
        : Optional.empty();
  }

  private boolean failed() {
    return resolved.cause().isPresent();
  }

  /** Where the answer says that a liar's name leads. */
  private Optional<Name> saidAlias(Name name) {
    unseen.removeIf(this::truthIsSilentAbout);
    // A DNAME above may be beyond doubt although what is below it is not.
    if (truth.step(name, question.type()) instanceof Step.Alias(List<Record> records, _)) {
      records.forEach(record -> unseen.remove(withoutTtl(record)));
    }
    return resolved.answerRecords(false).stream()
        .filter(record -> record.type().equals(RecordType.CNAME))
        .filter(record -> record.owner().equals(name))
        .filter(_ -> !question.type().equals(RecordType.CNAME))
        .map(Truth::targetOf)
        .findFirst();
  }

  /** Whether a record is about a name of which a liar may say what he likes. */
  private boolean truthIsSilentAbout(String line) {
    String[] words = line.split(" ", 3);
    return truth.isTainted(
        Name.parse(words[0]).orThrow(), RecordType.parse(words[1]).orElseThrow());
  }

  private Optional<String> restIsTainted() {
    if (resolved.authentic()) {
      return wrong("authentic, but a liar's word");
    }
    return unseen.isEmpty() ? Optional.empty() : wrong("nobody but a liar says " + unseen);
  }

  /** A failure must be the one that the zones ask for, or have an excuse. */
  private Optional<String> failure(Optional<VerdictCode> wanted) {
    Optional<VerdictCode> code = resolved.cause().map(cause -> cause.code());
    if (wanted.isPresent() && code.equals(wanted)) {
      return Optional.empty();
    }
    if (code.isEmpty()) {
      return wrong("an answer instead of " + wanted.orElseThrow());
    }
    return excuses.of(question).isEmpty()
        ? wrong("failed without excuse: " + resolved.cause().orElseThrow().text())
        : Optional.empty();
  }

  private Optional<String> end(Step step) {
    return switch (step) {
      case Step.Found(List<Record> records) ->
          takeAll(records)
              ? nothingElse(Rcode.NOERROR)
              : wrong("not " + records.stream().map(Record::toString).sorted().toList());
      case Step.TooLong(List<Record> records) ->
          takeAll(records) ? nothingElse(Rcode.YXDOMAIN) : wrong("the DNAME is missing");
      case Step.NoData(PlannedZone zone) -> denied(Rcode.NOERROR, zone);
      case Step.NoName(PlannedZone zone) -> denied(Rcode.NXDOMAIN, zone);
      case Step.Alias _ -> throw new IllegalStateException("an alias is no end");
    };
  }

  private boolean takeAll(List<Record> records) {
    List<String> wanted = records.stream().map(AnswerCheck::withoutTtl).toList();
    boolean all = unseen.containsAll(wanted) || seenBefore(wanted);
    wanted.forEach(unseen::remove);
    boolean young =
        resolved.answerRecords(false).stream()
            .allMatch(said -> records.stream().noneMatch(true_ -> outlives(said, true_)));
    return all && young;
  }

  /** The same DNAME may be on the way twice. */
  private boolean seenBefore(List<String> wanted) {
    Set<String> all =
        resolved.answerRecords(false).stream()
            .map(AnswerCheck::withoutTtl)
            .collect(Collectors.toSet());
    return all.containsAll(wanted);
  }

  private static boolean outlives(Record said, Record truth) {
    return said.isOfSet(truth) && said.ttlSeconds() > truth.ttlSeconds();
  }

  private Optional<String> nothingElse(Rcode rcode) {
    if (!resolved.rcode().equals(rcode)) {
      return wrong(resolved.rcode() + " instead of " + rcode);
    }
    return unseen.isEmpty() ? Optional.empty() : wrong("nobody says " + unseen);
  }

  private Optional<String> denied(Rcode rcode, PlannedZone zone) {
    boolean bySoa =
        resolved.authorityRecords(false).stream()
            .filter(record -> record.type().equals(RecordType.SOA))
            .anyMatch(record ->
                record.owner().equals(zone.name) && record.ttlSeconds() <= zone.denialTtl);
    return bySoa
        ? nothingElse(rcode)
        : wrong(rcode + " without the SOA of " + zone + ": " + resolved.authorityRecords(false));
  }

  private Optional<String> wrong(String what) {
    String said =
        resolved.answerRecords(false).stream()
            .map(record -> Journal.shortened(record.toString()))
            .collect(Collectors.joining(", "));
    return Optional.of(
        question + ": " + Journal.shortened(what) + "; said " + resolved.rcode() + " " + said);
  }
}
