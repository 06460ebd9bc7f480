package naru.proof.adversary;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * Sends answers in the name of servers whose packets he cannot see (Kaminsky). He knows when a
 * question is asked, because an accomplice asks it, and who will be asked. Ids, ports and letters'
 * case he guesses: blindly, from what a server of his own saw a moment before, or knowing the ports
 * from a side channel. Confined to one run.
 */
final class Forger {
  private static final int LOWEST_PORT = 1_024;
  private static final int SPREAD_MILLIS = 250;
  private static final int PACKETS = 40;
  private static final int PACKETS_WHEN_SEEN = 100;
  private static final int AHEAD = 8;

  private final Sea sea;
  private final Tree tree;
  private final Forgery forgery;
  private final Dice dice;
  private final Sight sight;
  private Optional<Question> target = Optional.empty();
  private int lastPort = LOWEST_PORT;
  private int lastId;

  /** What he goes by. */
  enum Sight {
    NONE,
    OWN_SERVER,
    PORTS
  }

  Forger(Sea sea, Tree tree, Forgery forgery, Dice dice) {
    this.sea = sea;
    this.tree = tree;
    this.forgery = forgery;
    this.dice = dice;
    this.sight = dice.any(List.of(Sight.values()));
  }

  /** What an accomplice asks first, so that a server of his own is asked for it. */
  Optional<Question> lure() {
    List<PlannedZone> own = tree.zones().stream().filter(zone -> zone.lies).toList();
    return own.isEmpty() || sight != Sight.OWN_SERVER
        ? Optional.empty()
        : Optional.of(Question.of(TreeMaker.child(dice.any(own).name, dice.word(6)), RecordType.A));
  }

  /** A question that is asked now, or soon after the lure. */
  void attack(Question question) {
    target = Optional.of(question);
    send(PACKETS);
  }

  /** A question arrived at a server of his own. */
  void saw(int port, byte[] datagram) {
    lastPort = port;
    lastId = (datagram[0] & 0xff) << 8 | datagram[1] & 0xff;
    if (sight == Sight.OWN_SERVER && target.isPresent()) {
      send(PACKETS_WHEN_SEEN);
    }
  }

  private void send(int packets) {
    Question question = target.orElseThrow();
    for (int i = 0; i < packets; i++) {
      sea.after(Duration.ofMillis(dice.below(SPREAD_MILLIS)), () -> forge(question));
    }
  }

  private void forge(Question question) {
    PlannedZone zone = tree.zoneOf(question.name());
    while (dice.oneIn(4) && zone.parent.isPresent()) {
      zone = zone.parent.orElseThrow();
    }
    Machine machine = tree.server(dice.any(zone.delegated));
    Message query =
        Message.query(question).edit().id(id()).edns(Edns.plain()).recursionDesired(false).build();
    byte[] forged = MessageCodec.encode(forgery.reply(query, zone.name));
    InetAddress server = dice.any(machine.addresses());
    sea.deliver(server, port(server), "forged", forged);
  }

  private int id() {
    return sight == Sight.OWN_SERVER ? lastId + dice.between(1, AHEAD) & 0xffff : blind(0);
  }

  private int port(InetAddress server) {
    return switch (sight) {
      case NONE -> blind(LOWEST_PORT);
      case OWN_SERVER -> lastPort + dice.below(AHEAD) & 0xffff;
      case PORTS -> {
        List<Integer> ports = sea.portsTowards(server);
        yield ports.isEmpty() ? blind(LOWEST_PORT) : dice.any(ports);
      }
    };
  }

  private int blind(int lowest) {
    return dice.between(lowest, 0xffff);
  }
}
