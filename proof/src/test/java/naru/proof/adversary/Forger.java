package naru.proof.adversary;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Question;

/**
 * Sends answers in the name of servers whose packets he cannot see (Kaminsky). He knows when a
 * question is asked, because an accomplice asks it, and who will be asked. Ids, ports and letters'
 * case he guesses: blindly, from what his own server saw last, or knowing the ports from a side
 * channel. Confined to one run.
 */
final class Forger {
  private static final int LOWEST_PORT = 1_024;
  private static final int SPREAD_MILLIS = 300;

  private final Sea sea;
  private final Tree tree;
  private final Forgery forgery;
  private final Dice dice;
  private final Sight sight;
  private int lastPort = 53;
  private int lastId;
  private int portStep;
  private int idStep;

  /** What he goes by. */
  enum Sight {
    NONE,
    OWN_SERVER,
    PORTS
  }

  Forger(Sea sea, Tree tree, Forgery forgery, Dice dice, Sight sight) {
    this.sea = sea;
    this.tree = tree;
    this.forgery = forgery;
    this.dice = dice;
    this.sight = sight;
  }

  /** A question arrived at a server of his own. */
  void saw(int port, byte[] datagram) {
    int id = (datagram[0] & 0xff) << 8 | datagram[1] & 0xff;
    portStep = port - lastPort;
    idStep = id - lastId;
    lastPort = port;
    lastId = id;
  }

  /** So many packets while this question is under way. */
  void attack(Question question, int packets) {
    for (int i = 0; i < packets; i++) {
      sea.after(Duration.ofMillis(dice.below(SPREAD_MILLIS)), () -> forge(question));
    }
  }

  private void forge(Question question) {
    PlannedZone zone = tree.zoneOf(question.name());
    while (dice.oneIn(4) && zone.parent.isPresent()) {
      zone = zone.parent.orElseThrow();
    }
    Optional<Machine> machine =
        Optional.ofNullable(tree.servers().get(dice.any(zone.delegated)));
    machine.ifPresent(m -> {});
    if (machine.isPresent()) {
      send(dice.any(machine.orElseThrow().addresses()), question, zone.name);
    }
  }

  private void send(InetAddress server, Question question, Name zone) {
    Message query =
        Message.query(question).edit().id(id()).edns(Edns.plain()).recursionDesired(false).build();
    byte[] forged = MessageCodec.encode(forgery.reply(query, zone));
    sea.deliver(server, port(server), "forged", forged);
  }

  private int id() {
    return switch (sight) {
      case NONE, PORTS -> dice.below(0x1_0000);
      case OWN_SERVER ->
          switch (dice.below(4)) {
            case 0 -> lastId;
            case 1 -> lastId + 1 + dice.below(8) & 0xffff;
            case 2 -> lastId + idStep * (1 + dice.below(3)) & 0xffff;
            default -> dice.below(0x1_0000);
          };
    };
  }

  private int port(InetAddress server) {
    return switch (sight) {
      case NONE -> LOWEST_PORT + dice.below(0x1_0000 - LOWEST_PORT);
      case PORTS -> anyOf(sea.portsTowards(server));
      case OWN_SERVER ->
          switch (dice.below(3)) {
            case 0 -> lastPort;
            case 1 -> lastPort + 1 & 0xffff;
            default -> lastPort + portStep & 0xffff;
          };
    };
  }

  private int anyOf(List<Integer> ports) {
    List<Integer> all = new ArrayList<>(ports);
    return all.isEmpty() ? 53 : dice.any(all);
  }
}
