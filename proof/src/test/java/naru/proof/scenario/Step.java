package naru.proof.scenario;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** One step of a scenario. Immutable. */
sealed interface Step {
  /** Where it stands. */
  Place place();

  /**
   * Where a step stands.
   *
   * @param number as the file gives it: rising, with gaps
   * @param line of the file, counted from 1
   */
  record Place(int number, int line) {
    @Override
    public String toString() {
      return "step " + number + " (line " + line + ")";
    }
  }

  /** A client asks. */
  record Query(Place place, Optional<InetAddress> client, Entry entry) implements Step {}

  /** One of the answers given to clients is this one. */
  record CheckAnswer(Place place, Optional<InetAddress> client, Entry entry) implements Step {}

  /** The resolver has asked a server this. */
  record CheckOutQuery(Place place, Optional<InetAddress> server, Entry entry) implements Step {}

  /** The newest question under way gets this answer. */
  record Reply(Place place, Entry entry) implements Step {}

  /** One question is asked and answered so: a {@link CheckOutQuery} and its {@link Reply}. */
  record Canned(Place place, CheckOutQuery asked, Reply reply) implements Step {}

  /** The newest question under way stays without an answer. */
  record Timeout(Place place) implements Step {}

  /** The server of the newest question under way ends the connection. */
  record Hangup(Place place) implements Step {}

  /** The clock moves by so many seconds, a macro. */
  record TimePasses(Place place, String seconds) implements Step {}

  /** Nothing happens, after the network fell quiet. */
  record Quiet(Place place) implements Step {}

  /** A variable gets the value of a macro. */
  record Assign(Place place, String variable, String text) implements Step {}

  /** The state of the trust anchors is this. */
  record CheckAnchors(Place place, String id, List<String> file) implements Step {
    public CheckAnchors {
      file = List.copyOf(file);
    }
  }

  /** A step of the format that a resolver without that feature cannot take. */
  record Unsupported(Place place, String word) implements Step {}
}
