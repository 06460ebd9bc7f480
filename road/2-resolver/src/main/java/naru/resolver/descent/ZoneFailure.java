package naru.resolver.descent;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import naru.journey.Cause;
import naru.journey.VerdictCode;
import naru.net.Addresses;
import naru.resolver.ExtendedError;
import naru.resolver.Limits;
import naru.resolver.cache.Delegation;
import naru.resolver.cache.FailureCache.Failure;
import naru.wire.Name;

/**
 * What went wrong with each server of a zone, and in the end the one cause that explains most: a
 * server that said something wrong explains more than one that said nothing. Confined to one task.
 */
final class ZoneFailure {
  private final Delegation zone;
  private final List<Complaint> complaints = new ArrayList<>();
  private final List<String> nameless = new ArrayList<>();
  private Optional<Failure> bogus = Optional.empty();
  private Optional<Reply.Answered> hearsay = Optional.empty();
  private int refusals;

  ZoneFailure(Delegation zone) {
    this.zone = zone;
  }

  private record Complaint(InetSocketAddress server, VerdictCode code, String words) {
    String line() {
      return Addresses.text(server) + ": " + words;
    }
  }

  /** This server was asked in vain; what it did last is what counts. */
  void add(InetSocketAddress server, VerdictCode code, String words) {
    complaints.removeIf(complaint -> complaint.server.equals(server));
    complaints.add(new Complaint(server, code, words));
  }

  /**
   * A server's answer was not believed. Others are asked, up to a limit: true when that is reached,
   * or when the chain of trust itself is broken, which no other server mends.
   */
  boolean isHopeless(Failure refused) {
    bogus = bogus.or(() -> Optional.of(refused));
    return ++refusals >= Limits.BOGUS_SERVERS;
  }

  /** Somebody answered without authority. */
  void heard(Reply.Answered answered) {
    hearsay = hearsay.or(() -> Optional.of(answered));
  }

  /** What was heard first without authority. */
  Optional<Reply.Answered> hearsay() {
    return hearsay;
  }

  /**
   * Whether a server said anything at all: where all are silent, asking for more of them is vain.
   */
  boolean hasAnswers() {
    return bogus.isPresent()
        || complaints.stream().anyMatch(c -> c.code() != VerdictCode.DNS_NO_REACHABLE_SERVER);
  }

  /** Signatures were out of their time: so they are everywhere, or our clock is. */
  boolean isOutOfTime() {
    return bogus
        .map(refused -> refused.cause().code())
        .filter(code ->
            code == VerdictCode.DNS_BOGUS_EXPIRED || code == VerdictCode.DNS_BOGUS_NOT_YET_VALID)
        .isPresent();
  }

  /** This server could not be asked at all. */
  void withoutAddress(Name server, String why) {
    nameless.add(server.toHost() + ": " + why);
  }

  /** Nothing went wrong yet. */
  boolean isEmpty() {
    return complaints.isEmpty() && nameless.isEmpty() && bogus.isEmpty();
  }

  Failure failure() {
    Cause cause = cause();
    return bogus.orElseGet(() -> new Failure(cause, errors(cause)));
  }

  private Cause cause() {
    if (complaints.isEmpty()) {
      String text = "no server of " + zone.zone().toHost() + " has an address: " + joined(nameless);
      return new Cause(VerdictCode.DNS_NO_SERVER_ADDRESS, text, nameless);
    }
    List<String> proof = new ArrayList<>(complaints.stream().map(Complaint::line).toList());
    proof.addAll(nameless);
    VerdictCode code = gravest();
    return new Cause(code, opening(code) + joined(proof), proof);
  }

  private VerdictCode gravest() {
    for (VerdictCode code :
        List.of(
            VerdictCode.DNS_TCP_NEEDED_BUT_BLOCKED,
            VerdictCode.DNS_MALFORMED,
            VerdictCode.DNS_LAME,
            VerdictCode.DNS_LIMIT)) {
      if (complaints.stream().anyMatch(complaint -> complaint.code == code)) {
        return code == VerdictCode.DNS_LAME && zone.isForward() ? forwarders() : code;
      }
    }
    return VerdictCode.DNS_NO_REACHABLE_SERVER;
  }

  /** Another resolver is not lame: it refuses, or it failed itself. */
  private VerdictCode forwarders() {
    boolean refused =
        complaints.stream().allMatch(complaint -> complaint.words.startsWith("REFUSED"));
    return refused ? VerdictCode.DNS_REFUSED : VerdictCode.DNS_SERVFAIL;
  }

  private String opening(VerdictCode code) {
    return switch (code) {
      case DNS_TCP_NEEDED_BUT_BLOCKED ->
          "an answer for " + zone.zone().toHost() + " needs TCP, which fails: ";
      case DNS_MALFORMED -> "no server of " + zone.zone().toHost() + " answers readably: ";
      case DNS_LIMIT -> "too much is asked of the servers of " + zone.zone().toHost() + ": ";
      case DNS_NO_REACHABLE_SERVER -> "no server of " + zone.zone().toHost() + " can be reached: ";
      default -> "no server of " + zone.zone().toHost() + " answers for it: ";
    };
  }

  private static String joined(List<String> lines) {
    return lines.stream().collect(Collectors.joining("; "));
  }

  /** RFC 8914 §4.23, §4.24. */
  private static List<ExtendedError> errors(Cause cause) {
    ExtendedError authority = new ExtendedError(ExtendedError.NO_REACHABLE_AUTHORITY, cause.text());
    boolean network =
        cause.code() == VerdictCode.DNS_NO_REACHABLE_SERVER
            || cause.code() == VerdictCode.DNS_TCP_NEEDED_BUT_BLOCKED;
    return network
        ? List.of(authority, new ExtendedError(ExtendedError.NETWORK_ERROR, ""))
        : List.of(authority);
  }
}
