package naru.nameserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * Finds the answer to one question, as RFC 1034 §4.3.2 walks, with the wildcards of RFC 4592 and
 * the DNAME of RFC 6672 §3.2:
 *
 * <pre>
 * step 2   nearest zone            none: refused
 * step 3   down from its apex
 *     a      the name is there     the set | alias: step 2 again | no data
 *     b      a zone cut            referral
 *     c      not there             wildcard: as a | no such name
 *            below a DNAME         alias: step 2 again
 * step 6   additional addresses
 * </pre>
 *
 * <p>Where a zone is signed, {@link Proofs} join each of these for who asks with DO.
 *
 * <p>Steps 1, 4 and 5 are a resolver's. Nothing waits here. Confined to one thread.
 */
final class Answerer {
  private final Zones zones;
  private final Question question;
  private final Sections out;
  private final Additional additional;
  private final Proofs proofs;

  private Answerer(Zones zones, Question question, Sections out) {
    this.zones = zones;
    this.question = question;
    this.out = out;
    this.additional = new Additional(out);
    this.proofs = new Proofs(out);
  }

  /** What {@code zones} say to {@code question}. */
  static Sections answer(Zones zones, Question question, boolean dnssecOk) {
    Sections out = new Sections(dnssecOk);
    new Answerer(zones, question, out).solve();
    return out;
  }

  private void solve() {
    List<Name> sought = new ArrayList<>(List.of(question.name()));
    while (sought.size() <= Limits.ALIASES + 1) {
      Optional<Name> alias = seek(sought.getLast());
      if (alias.isEmpty() || sought.contains(alias.orElseThrow())) {
        return;
      }
      sought.add(alias.orElseThrow());
    }
  }

  /** Steps 2 and 3 for one name; where an alias leads, if there is one. */
  private Optional<Name> seek(Name sought) {
    Optional<Zone> zone = zoneFor(sought);
    if (zone.isEmpty()) {
      if (!out.hasAnswers()) {
        out.refuse();
      }
      return Optional.empty();
    }
    return search(zone.orElseThrow(), sought);
  }

  /** Step 2, and the exception: a child's DS record is its parent's (RFC 4035 §3.1.4.1). */
  private Optional<Zone> zoneFor(Name sought) {
    if (question.type().equals(RecordType.DS)) {
      Optional<Zone> parent =
          sought.parent().flatMap(zones::nearest).filter(above -> hasCutAt(above, sought));
      if (parent.isPresent()) {
        return parent;
      }
    }
    return zones.nearest(sought);
  }

  private static boolean hasCutAt(Zone zone, Name name) {
    return zone.descend(name) instanceof Descent.AtCut(Node cut, _) && cut.name().equals(name);
  }

  /** Step 3. */
  private Optional<Name> search(Zone zone, Name sought) {
    if (!out.hasAnswers()) {
      out.authoritative(true); // RFC 1035 §4.1.1: AA speaks of the first name in the answer
    }
    return switch (zone.descend(sought)) {
      case Descent.Found(Node node) -> match(zone, node, sought);
      case Descent.AtCut(Node cut, RecordSet servers) -> cut(zone, cut, servers, sought);
      case Descent.Missing(Node encloser) -> wildcard(zone, encloser, sought);
      case Descent.AtDname(Node node, RecordSet dname) -> redirect(node, dname, sought);
    };
  }

  /** Step 3a: the name is there, itself or by a wildcard. */
  private Optional<Name> match(Zone zone, Node node, Name sought) {
    if (answerSet(zone, node, sought)) {
      proofs.expanded(zone, node, sought);
      return Optional.empty();
    }
    Optional<RecordSet> alias = node.set(RecordType.CNAME);
    if (alias.isPresent()) {
      out.answer(node, alias.orElseThrow(), sought);
      proofs.expanded(zone, node, sought);
      return target(alias.orElseThrow());
    }
    negative(zone);
    proofs.noData(zone, node, sought);
    return Optional.empty();
  }

  private boolean answerSet(Zone zone, Node node, Name sought) {
    if (question.type().equals(RecordType.RRSIG) && !node.signatures().isEmpty()) {
      out.answerSignatures(node, sought);
      return true;
    }
    Optional<RecordSet> set = asked(node);
    set.ifPresent(found -> {
      out.answer(node, found, sought);
      additional.forAnswer(zone, found);
    });
    return set.isPresent();
  }

  /** The set of the type asked; for ANY the first of all, and no more (RFC 8482 §4.1). */
  private Optional<RecordSet> asked(Node node) {
    return question.type().equals(RecordType.ANY)
        ? node.sets().stream().findFirst()
        : node.set(question.type());
  }

  private static Optional<Name> target(RecordSet alias) {
    return alias
        .values()
        .map(data ->
            switch (data) {
              case RecordData.Cname(Name name) -> name;
              case RecordData.Dname(Name name) -> name;
              default -> throw new IllegalArgumentException("no alias: " + data.type());
            })
        .findFirst();
  }

  /** Step 3b: the child answers, except for the DS record at the cut itself. */
  private Optional<Name> cut(Zone zone, Node cut, RecordSet servers, Name sought) {
    if (question.type().equals(RecordType.DS) && sought.equals(cut.name())) {
      return match(zone, cut, sought);
    }
    if (!out.hasAnswers()) {
      out.authoritative(false);
    }
    out.authority(cut, servers);
    if (out.dnssecOk()) {
      // RFC 4035 §3.1.4: a signed child's keys, as the parent vouches for them, or that it is none.
      cut.set(RecordType.DS)
          .ifPresentOrElse(ds -> out.authority(cut, ds), () -> proofs.noDs(zone, cut));
    }
    additional.glue(zone, cut, servers);
    return Optional.empty();
  }

  /** Step 3c: the wildcard next below the closest encloser, or none (RFC 4592 §3.3.1). */
  private Optional<Name> wildcard(Zone zone, Node encloser, Name sought) {
    Optional<Node> source = encloser.name().child("*").ok().flatMap(zone::node);
    if (source.isPresent()) {
      return match(zone, source.orElseThrow(), sought);
    }
    // RFC 6604 §3: the response code speaks of the last name of a chain.
    out.rcode(Rcode.NXDOMAIN);
    negative(zone);
    proofs.noName(zone, encloser, sought);
    return Optional.empty();
  }

  /** RFC 6672 §3.2: the DNAME, and the CNAME that it makes of the name sought. */
  private Optional<Name> redirect(Node node, RecordSet dname, Name sought) {
    out.answer(node, dname, dname.owner());
    switch (sought.rebased(dname.owner(), target(dname).orElseThrow())) {
      case Parsed.Ok<Name>(Name target) -> {
        // RFC 6672 §3.1: with the TTL of the DNAME.
        out.answerMade(Record.of(sought, dname.ttlSeconds(), new RecordData.Cname(target)));
        return asksAlias() ? Optional.empty() : Optional.of(target);
      }
      case Parsed.Malformed<Name> _ -> {
        out.rcode(Rcode.YXDOMAIN);
        return Optional.empty();
      }
    }
  }

  /** A made CNAME answers who asks for it, as one in the zone does. */
  private boolean asksAlias() {
    RecordType asked = question.type();
    return asked.equals(RecordType.CNAME) || asked.equals(RecordType.ANY);
  }

  /** The name is not there, or not with this type (RFC 2308 §2). */
  private void negative(Zone zone) {
    out.authority(zone.apex(), zone.negativeSoa());
  }
}
