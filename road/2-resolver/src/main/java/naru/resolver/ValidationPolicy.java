package naru.resolver;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.dnssec.AlgorithmPolicy;
import naru.wire.Name;

/**
 * Whether and how answers are validated. Immutable.
 *
 * @param anchors where chains of trust begin; without any nothing is validated
 * @param negativeAnchors zones at and below which nothing is validated (RFC 7646)
 * @param algorithms which algorithms count
 * @param dates which moment signatures must be valid at
 * @param aggressive verified proofs of non-existence answer for other names too (RFC 8198)
 * @param lenient a zone whose keys no server gives counts as insecure, not as broken
 * @param managed anchors that follow their zone's keys; they take the place of others of that zone
 */
public record ValidationPolicy(
    List<TrustAnchor> anchors,
    List<Name> negativeAnchors,
    AlgorithmPolicy algorithms,
    Dates dates,
    boolean aggressive,
    boolean lenient,
    List<ManagedAnchors> managed) {
  /** Nothing is validated. */
  public static final ValidationPolicy OFF = of(List.of());

  public ValidationPolicy {
    anchors = List.copyOf(anchors);
    negativeAnchors = List.copyOf(negativeAnchors);
    managed = List.copyOf(managed);
  }

  /** Today's algorithms and the machine's clock. */
  public static ValidationPolicy of(List<TrustAnchor> anchors) {
    return new ValidationPolicy(
        anchors, List.of(), AlgorithmPolicy.MODERN, new Dates.Clock(), true, false, List.of());
  }

  /** The same, with these zones left out. */
  public ValidationPolicy except(List<Name> zones) {
    return new ValidationPolicy(anchors, zones, algorithms, dates, aggressive, lenient, managed);
  }

  /** The same with these algorithms, at these dates: for answers that were recorded once. */
  public ValidationPolicy recorded(AlgorithmPolicy known, Dates when) {
    return new ValidationPolicy(
        anchors, negativeAnchors, known, when, aggressive, lenient, managed);
  }

  /** The same, with proofs used for other names or not. */
  public ValidationPolicy aggressive(boolean on) {
    return new ValidationPolicy(anchors, negativeAnchors, algorithms, dates, on, lenient, managed);
  }

  /** The same, with zones believed whose keys cannot be had: safer is not. */
  public ValidationPolicy lenient(boolean on) {
    return new ValidationPolicy(
        anchors, negativeAnchors, algorithms, dates, aggressive, on, managed);
  }

  /** The same, with these anchors that follow their zone's keys. */
  public ValidationPolicy managing(List<ManagedAnchors> those) {
    return new ValidationPolicy(
        anchors, negativeAnchors, algorithms, dates, aggressive, lenient, those);
  }

  /** The same, with these anchors too. */
  public ValidationPolicy trusting(List<TrustAnchor> more) {
    List<TrustAnchor> all = Stream.concat(anchors.stream(), more.stream()).toList();
    return new ValidationPolicy(
        all, negativeAnchors, algorithms, dates, aggressive, lenient, managed);
  }

  /** Whether a chain of trust may begin at the zone or above it. */
  public boolean covers(Name zone) {
    return Stream.concat(
            anchors.stream().map(TrustAnchor::zone),
            managed.stream().map(each -> each.state().zone()))
        .anyMatch(zone::isAtOrBelow);
  }

  /** Whether anything is validated at all. */
  public boolean isOn() {
    return !anchors.isEmpty() || !managed.isEmpty();
  }

  /** The moment at which signatures must be valid. */
  public sealed interface Dates {
    /** Now. */
    record Clock() implements Dates {}

    /** Always this moment: for answers that were recorded once. */
    record Fixed(Instant moment) implements Dates {}

    /** Any: for a machine whose clock cannot be right yet. */
    record Unchecked() implements Dates {}

    /** The moment, where there is one. */
    default Optional<Instant> moment(Instant now) {
      return switch (this) {
        case Clock() -> Optional.of(now);
        case Fixed(Instant moment) -> Optional.of(moment);
        case Unchecked() -> Optional.empty();
      };
    }
  }
}
