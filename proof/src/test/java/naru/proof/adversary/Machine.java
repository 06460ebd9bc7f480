package naru.proof.adversary;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A name server's machine as it is planned: where it is, what ails it, which zones it serves.
 * Confined to one run.
 */
final class Machine {
  final Optional<InetAddress> four;
  final Optional<InetAddress> six;
  final Ailment ailment;
  final int roundTripMillis;

  /** It lies about the zones of others. */
  final boolean liar;

  /** Somebody on the way to it sees what it is asked, and answers in its place. */
  boolean tapped;

  final List<PlannedZone> zones = new ArrayList<>();

  Machine(
      Optional<InetAddress> four,
      Optional<InetAddress> six,
      Ailment ailment,
      int roundTripMillis,
      boolean liar) {
    this.four = four;
    this.six = six;
    this.ailment = ailment;
    this.roundTripMillis = roundTripMillis;
    this.liar = liar;
  }

  List<InetAddress> addresses() {
    return Stream.concat(four.stream(), six.stream()).toList();
  }

  void serve(PlannedZone zone) {
    if (!zones.contains(zone)) {
      zones.add(zone);
    }
  }

  @Override
  public String toString() {
    String where = String.join(" ", addresses().stream().map(InetAddress::getHostAddress).toList());
    return where
        + (liar ? " liar" : "")
        + (tapped ? " tapped" : "")
        + " "
        + ailment
        + " "
        + roundTripMillis
        + " ms";
  }
}
