package naru.proof.adversary;

import java.util.List;
import java.util.stream.IntStream;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * What a server says of other people's zones while it answers for its own: in each section, in each
 * way that a resolver was ever caught by. Confined to one run.
 */
final class Lies {
  private final Tree tree;
  private final Forgery forgery;
  private final Dice dice;
  private final List<PlannedZone> honest;

  Lies(Tree tree, Truth truth, Forgery forgery, Dice dice) {
    this.tree = tree;
    this.forgery = forgery;
    this.dice = dice;
    this.honest =
        tree.zones().stream()
            .filter(zone -> !truth.isAmongLiars(zone.name, RecordType.NS))
            .toList();
  }

  /** An answer of {@code own}, a zone of a liar, with lies about others. */
  Message lie(Message answer, PlannedZone own) {
    Question question = answer.question().orElseThrow();
    Message.Builder lie = answer.edit();
    switch (dice.below(16)) {
      case 0 -> riders(lie);
      case 1 -> serversOfOthers(lie, own);
      case 2 -> glueOfOthers(lie);
      case 3 -> aliasToOthers(lie, question);
      case 4 -> renameToOthers(lie, question, own);
      case 5 -> renameOthers(lie, question, own);
      case 6 -> referElsewhere(lie, own);
      case 7 -> referDown(lie, question);
      case 8 -> referToMany(lie, question);
      case 9 -> otherQuestion(lie);
      case 10 -> otherClass(lie);
      case 11 -> denyForOthers(lie);
      case 12 -> ownServersElsewhere(lie, own);
      case 13 -> endlessAlias(lie, question, own);
      case 14 -> everything(lie, own);
      default -> {}
    }
    return lie.build();
  }

  private PlannedZone victim() {
    return honest.isEmpty() ? tree.root() : dice.any(honest);
  }

  /** A name that an honest zone holds. */
  private Name victimName() {
    PlannedZone zone = victim();
    List<Name> names =
        tree.known().stream()
            .filter(name -> tree.zoneOf(name) == zone)
            .filter(name -> !name.isRoot())
            .toList();
    return names.isEmpty() ? TreeMaker.child(zone.name, dice.word(3)) : dice.any(names);
  }

  private static Name own(PlannedZone zone) {
    return TreeMaker.child(zone.name, "ns9");
  }

  private void riders(Message.Builder lie) {
    lie.answer(forgery.address(victimName())).answer(forgery.address(victimName()));
  }

  private void serversOfOthers(Message.Builder lie, PlannedZone own) {
    Name server = own(own);
    lie.authority(forgery.server(victim().name, server))
        .authority(forgery.server(own.parent.orElseThrow().name, server))
        .additional(forgery.address(server));
  }

  private void glueOfOthers(Message.Builder lie) {
    victim().servers.forEach(server -> lie.additional(forgery.address(server)));
    lie.additional(forgery.address(victimName()));
  }

  private void aliasToOthers(Message.Builder lie, Question question) {
    Name target = victimName();
    lie.withoutRecords()
        .rcode(Rcode.NOERROR)
        .authoritative(true)
        .answer(forgery.alias(question.name(), target))
        .answer(forgery.address(target));
  }

  private void renameToOthers(Message.Builder lie, Question question, PlannedZone own) {
    Name to = victim().name;
    lie.withoutRecords().rcode(Rcode.NOERROR).answer(forgery.rename(own.name, to));
    if (question.name().isBelow(own.name)) {
      question
          .name()
          .rebased(own.name, to)
          .ok()
          .ifPresent(target ->
              lie.answer(forgery.alias(question.name(), target)).answer(forgery.address(target)));
    }
  }

  /** As if the names of others were below the liar's. */
  private void renameOthers(Message.Builder lie, Question question, PlannedZone own) {
    lie.answer(forgery.rename(victim().name, own.name))
        .answer(forgery.rename(own.parent.orElseThrow().name, own.name))
        .answer(forgery.alias(victimName(), question.name()));
  }

  /** Upwards or aside. */
  private void referElsewhere(Message.Builder lie, PlannedZone own) {
    Name server = own(own);
    lie.withoutRecords()
        .authoritative(dice.oneIn(2))
        .rcode(Rcode.NOERROR)
        .authority(forgery.server(dice.oneIn(2) ? Name.ROOT : victim().name, server))
        .additional(forgery.address(server));
  }

  /** To servers of others, with false addresses for them. */
  private void referDown(Message.Builder lie, Question question) {
    lie.withoutRecords().authoritative(false).rcode(Rcode.NOERROR);
    for (Name server : victim().servers) {
      lie.authority(forgery.server(question.name(), server)).additional(forgery.address(server));
    }
  }

  /** NXNSAttack: to many servers of others, none of which there is. */
  private void referToMany(Message.Builder lie, Question question) {
    Name below = victim().name;
    lie.withoutRecords().authoritative(false).rcode(Rcode.NOERROR);
    IntStream.range(0, 40)
        .mapToObj(i -> TreeMaker.child(below, "nx" + i + dice.word(2)))
        .forEach(server -> lie.authority(forgery.server(question.name(), server)));
  }

  private void otherQuestion(Message.Builder lie) {
    Question other = Question.of(victimName(), RecordType.A);
    lie.questions(List.of(other)).answer(forgery.address(other.name()));
  }

  private void otherClass(Message.Builder lie) {
    Record chaos = forgery.address(victimName());
    lie.answer(new Record(chaos.owner(), chaos.type(), RecordClass.CH, 3600, chaos.rdata()));
  }

  private void denyForOthers(Message.Builder lie) {
    lie.withoutRecords().rcode(Rcode.NXDOMAIN).authority(forgery.soa(victim().name));
  }

  /** Its own servers are said to be at the addresses of honest ones. */
  private void ownServersElsewhere(Message.Builder lie, PlannedZone own) {
    Machine machine = dice.any(tree.machines());
    for (Name server : own.servers) {
      lie.authority(forgery.server(own.name, server))
          .additional(Record.of(server, 3600, RecordData.address(machine.addresses().getFirst())));
    }
  }

  private void endlessAlias(Message.Builder lie, Question question, PlannedZone own) {
    lie.withoutRecords()
        .rcode(Rcode.NOERROR)
        .answer(forgery.alias(question.name(), TreeMaker.child(own.name, dice.word(5))));
  }

  private void everything(Message.Builder lie, PlannedZone own) {
    riders(lie);
    serversOfOthers(lie, own);
    glueOfOthers(lie);
    otherClass(lie);
  }
}
