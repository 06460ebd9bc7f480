package naru.resolver.descent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.resolver.ResolverConfig;
import naru.resolver.ResolverConfig.CacheBounds;
import naru.resolver.Security;
import naru.resolver.SignedSet;
import naru.resolver.cache.Delegation;
import naru.resolver.descent.Reply.End;
import naru.resolver.descent.Reply.Link;
import naru.resolver.scrub.Scrubbed;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.RecordType;

/**
 * Says what a scrubbed answer means: first whether it is an answer at all, then its aliases in
 * order, then their end, or a referral. Confined to one answer.
 */
final class ReplyReader {
  private final Delegation asked;
  private final Question question;
  private final Scrubbed scrubbed;
  private final Message message;
  private final GlueReader glue;
  private final CacheBounds bounds;
  private final boolean ridingServers;

  ReplyReader(
      Delegation asked,
      Question question,
      Scrubbed scrubbed,
      GlueReader glue,
      ResolverConfig config) {
    this.bounds = config.cache();
    this.ridingServers = config.ridingServers();
    this.asked = asked;
    this.question = question;
    this.scrubbed = scrubbed;
    this.message = scrubbed.message();
    this.glue = glue;
  }

  Heard read() {
    Optional<Heard> nonsense = nonsense();
    if (nonsense.isPresent()) {
      return nonsense.get();
    }
    List<Link> links = new ArrayList<>();
    Optional<End> end = follow(links);
    if (end.isPresent()) {
      return answered(links, end.get());
    }
    Name last = links.isEmpty() ? question.name() : links.getLast().target();
    Optional<End> denial = digests().or(() -> denial(last));
    if (denial.isPresent()) {
      return answered(links, denial.get());
    }
    return links.isEmpty() ? withoutAnswer() : elsewhere(links);
  }

  /** What is denied beside the last alias may be about where it leads: it is kept with it. */
  private Heard elsewhere(List<Link> links) {
    links.add(links.removeLast().provenBy(denials()));
    return answered(links, new End.Elsewhere());
  }

  private Heard answered(List<Link> links, End end) {
    Reply.Answered answered = new Reply.Answered(links, end, message.flags().authoritative());
    if (isHearsay()) {
      return new Heard.Hearsay(answered, "from a cache, without authority");
    }
    boolean empty = end instanceof End.NoData(var proof, _) && proof.isEmpty();
    return empty && !scrubbed.blocked()
        ? new Heard.Hearsay(answered, "no such data, without saying who says so")
        : new Heard.Useful(answered, scrubbed.dropped());
  }

  /** Answers that mean nothing but that this server is no good for the zone. */
  private Optional<Heard> nonsense() {
    Rcode rcode = message.rcode();
    if (!message.flags().response() || message.opcode() != Message.QUERY) {
      return lame("what is no answer");
    }
    if (!message.questions().isEmpty() && !message.questions().getFirst().equals(question)) {
      return lame("another question");
    }
    if (message.flags().truncated()) {
      return lame("cut short, over TCP too");
    }
    // RFC 6672 §2.2: a name too long is made by a DNAME, of the name asked or further along.
    boolean tooLong =
        rcode.equals(Rcode.YXDOMAIN)
            && scrubbed.answers().stream().anyMatch(s -> s.set().type().equals(RecordType.DNAME));
    if (!rcode.equals(Rcode.NOERROR) && !rcode.equals(Rcode.NXDOMAIN) && !tooLong) {
      return lame(rcode + ErrorText.of(message));
    }
    if (isChildsWord()) {
      return lame("from the zone itself what is its parent's to say");
    }
    return Optional.empty();
  }

  /** A resolver's cache instead of a zone: nobody's delegation points at those. */
  private boolean isHearsay() {
    return !asked.isForward()
        && message.flags().recursionAvailable()
        && !message.flags().authoritative()
        && !isReferral();
  }

  /** RFC 4035 §3.1.4.1: a child's servers know nothing of the DS at its parent. */
  private boolean isChildsWord() {
    return question.type().equals(RecordType.DS)
        && !question.name().isRoot()
        && scrubbed.answers().isEmpty()
        && scrubbed.authorities().stream()
            .filter(each -> each.set().type().equals(RecordType.SOA))
            .anyMatch(each -> each.set().owner().equals(question.name()));
  }

  private static Optional<Heard> lame(String words) {
    return Optional.of(new Heard.Lame(words));
  }

  private boolean isReferral() {
    return scrubbed.answers().isEmpty() && cut().isPresent();
  }

  /**
   * Follows the aliases of the answer section from the name asked (RFC 1034 §4.3.2, step 3a), each
   * at most once. Empty where the section says nothing about the last of them.
   */
  private Optional<End> follow(List<Link> links) {
    Name at = question.name();
    for (int i = 0; i <= scrubbed.answers().size(); i++) {
      Optional<SignedSet> dname = dnameAbove(at);
      Optional<End> end = dname.isPresent() ? endAt(dname.get(), at) : recordsAt(at);
      if (end.isPresent()) {
        return end;
      }
      Name owner = at;
      Optional<Link> link = dname.map(d -> Aliases.through(d, owner)).orElseGet(() -> cname(owner));
      if (link.isEmpty()) {
        return Optional.empty();
      }
      links.add(link.get());
      at = link.get().target();
      // What stands behind a DNAME may be anybody's: its zone is asked.
      if (dname.isPresent() || !at.isAtOrBelow(asked.zone())) {
        return Optional.of(new End.Elsewhere());
      }
    }
    return Optional.of(new End.Elsewhere());
  }

  /** A DNAME ends the search where it makes too long a name, or the very CNAME that was asked. */
  private Optional<End> endAt(SignedSet dname, Name at) {
    Optional<Link> link = Aliases.through(dname, at);
    if (link.isEmpty()) {
      return Optional.of(new End.NameTooLong(dname));
    }
    return link.filter(_ -> isWanted(RecordType.CNAME) && !isFollowed())
        .map(made -> new End.Records(made.sets(), List.of()));
  }

  private Optional<End> recordsAt(Name at) {
    List<SignedSet> wanted = new ArrayList<>();
    for (SignedSet each : scrubbed.answers()) {
      if (each.set().owner().equals(at) && isWanted(each.set().type())) {
        wanted.add(each);
      }
    }
    return wanted.isEmpty() || isFollowed() || isAliasFirst(at)
        ? Optional.empty()
        : Optional.of(new End.Records(wanted, proofFor(wanted)));
  }

  /** RFC 2181 §10.1: nothing stands beside an alias; where something does, the first counts. */
  private boolean isAliasFirst(Name at) {
    return !isWanted(RecordType.CNAME)
        && scrubbed.answers().stream()
            .map(SignedSet::set)
            .filter(set -> set.owner().equals(at))
            .filter(set -> isWanted(set.type()) || set.type().equals(RecordType.CNAME))
            .findFirst()
            .filter(set -> set.type().equals(RecordType.CNAME))
            .isPresent();
  }

  /** A server that denies a name beside the very alias that was asked for has followed it. */
  private boolean isFollowed() {
    return question.type().equals(RecordType.CNAME) && message.rcode().equals(Rcode.NXDOMAIN);
  }

  private boolean isWanted(RecordType type) {
    return type.equals(question.type()) || question.type().equals(RecordType.ANY);
  }

  private Optional<SignedSet> dnameAbove(Name at) {
    for (SignedSet each : scrubbed.answers()) {
      if (each.set().type().equals(RecordType.DNAME) && at.isBelow(each.set().owner())) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private Optional<Link> cname(Name at) {
    for (SignedSet each : scrubbed.answers()) {
      if (each.set().type().equals(RecordType.CNAME) && each.set().owner().equals(at)) {
        return Aliases.through(each).map(link -> link.provenBy(proofFor(List.of(each))));
      }
    }
    return Optional.empty();
  }

  /** RFC 4035 §3.1.3.3: beside what a wildcard made stands that nothing closer exists. */
  private List<SignedSet> proofFor(List<SignedSet> sets) {
    for (SignedSet set : sets) {
      if (set.isExpanded()) {
        return ridingServers ? denialsAndServers() : denials();
      }
    }
    return List.of();
  }

  private List<SignedSet> denialsAndServers() {
    Stream<SignedSet> riding =
        scrubbed.authorities().stream()
            .filter(each -> each.set().type().equals(RecordType.NS))
            .filter(each -> each.set().owner().equals(asked.zone()));
    return Stream.concat(denials().stream(), riding).toList();
  }

  private List<SignedSet> denials() {
    return scrubbed.authorities().stream().filter(SignedSet::isDenial).toList();
  }

  /** A denial of the last name, told by rcode and SOA (RFC 2308 §2). */
  private Optional<End> denial(Name last) {
    List<SignedSet> proof = proofFor(last);
    boolean hasSoa = !proof.isEmpty() && proof.getFirst().set().type().equals(RecordType.SOA);
    boolean ownName = last.equals(question.name());
    if (message.rcode().equals(Rcode.NXDOMAIN)) {
      return ownName || hasSoa
          ? Optional.of(new End.NoName(proof, Security.UNCHECKED))
          : Optional.empty();
    }
    if (hasSoa || scrubbed.blocked()) {
      return Optional.of(new End.NoData(proof, Security.UNCHECKED));
    }
    return ownName && scrubbed.answers().isEmpty() && cut().isEmpty() && isSilent()
        ? Optional.of(new End.NoData(proof, Security.UNCHECKED))
        : Optional.empty();
  }

  /** RFC 4035 §3.1.4.1: some servers refer to the child where its DS was asked for. */
  private Optional<End> digests() {
    boolean refers =
        question.type().equals(RecordType.DS)
            && scrubbed.answers().isEmpty()
            && scrubbed.authorities().stream().anyMatch(each -> isOf(each, RecordType.NS));
    List<SignedSet> digests =
        scrubbed.authorities().stream().filter(each -> isOf(each, RecordType.DS)).toList();
    if (!refers) {
      return Optional.empty();
    }
    return digests.isEmpty() && denials().isEmpty()
        ? Optional.empty()
        : Optional.of(
            digests.isEmpty()
                ? new End.NoData(denials(), Security.UNCHECKED)
                : new End.Records(digests, List.of()));
  }

  private boolean isOf(SignedSet each, RecordType type) {
    return each.set().type().equals(type) && each.set().owner().equals(question.name());
  }

  /**
   * RFC 2308 §2.2: NODATA type 3 says nothing, not even an SOA. Beside servers it is one only if
   * the zone speaks with authority, and the servers are its own: else it is a referral that leads
   * nowhere.
   */
  private boolean isSilent() {
    List<Name> referred =
        message.authorities().stream()
            .filter(record -> record.type().equals(RecordType.NS))
            .map(record -> record.owner())
            .toList();
    boolean own = referred.stream().allMatch(asked.zone()::equals);
    boolean below = referred.stream().allMatch(zone -> zone.isAtOrBelow(asked.zone()));
    return referred.isEmpty()
        || asked.isForward() && below
        || own && message.flags().authoritative();
  }

  /** The SOA of a zone that holds {@code name}, first, and what else proves the denial. */
  private List<SignedSet> proofFor(Name name) {
    Stream<SignedSet> soa =
        scrubbed.authorities().stream()
            .filter(each -> each.set().type().equals(RecordType.SOA))
            .filter(each -> name.isAtOrBelow(each.set().owner()))
            .map(each -> each.withTtl(bounds.negativeTtl(each.set())))
            .limit(1);
    return Stream.concat(soa, scrubbed.authorities().stream().filter(SignedSet::isProof)).toList();
  }

  /** No answer, no denial: a referral downwards, or a lame server. */
  private Heard withoutAnswer() {
    Optional<SignedSet> cut = cut();
    if (cut.isPresent()) {
      Delegation down =
          glue.delegation(asked, cut.get(), scrubbed.additionals(), scrubbed.authorities());
      return new Heard.Useful(new Reply.Referral(down), scrubbed.dropped());
    }
    return new Heard.Lame(referredElsewhere().orElse("neither an answer nor a referral"));
  }

  /** The deepest zone cut between the zone asked and the name (RFC 1034 §4.3.2, step 3b). */
  private Optional<SignedSet> cut() {
    return asked.isForward() // whom we asked to do the work refers us to nobody
        ? Optional.empty()
        : scrubbed.authorities().stream()
            .filter(each -> each.set().type().equals(RecordType.NS))
            .filter(each -> isDownwards(each.set().owner()))
            .max(Comparator.comparingInt(each -> each.set().owner().labelCount()));
  }

  private boolean isDownwards(Name cut) {
    // RFC 4035 §3.1.4.1: the DS of a cut is its parent's, so a DS question stops above it.
    boolean holdsName =
        question.type().equals(RecordType.DS)
            ? question.name().isBelow(cut)
            : question.name().isAtOrBelow(cut);
    return cut.isBelow(asked.zone()) && holdsName;
  }

  /** Upwards, to itself or aside: nothing that leads to an answer. */
  private Optional<String> referredElsewhere() {
    return message.authorities().stream()
        .filter(record -> record.type().equals(RecordType.NS))
        .findFirst()
        .map(record -> "a referral to " + record.owner().toHost());
  }
}
