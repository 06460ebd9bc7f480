package naru.resolver.anchor;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a key stands on its way to being a trust anchor, and from there (RFC 5011 §4.2).
 *
 * <pre>
 * START → ADDPEND → VALID ⇄ MISSING
 *            ↓         ↘      ↓
 *          START        REVOKED → REMOVED
 * </pre>
 */
public enum KeyState {
  /** Not known. */
  START(0),
  /** New, vouched for by the anchors, and not seen for long enough. */
  ADDPEND(1),
  /** A trust anchor. */
  VALID(2),
  /** A trust anchor that its zone does not show now. */
  MISSING(3),
  /** Taken back by itself: never a trust anchor again. */
  REVOKED(4),
  /** Forgotten. */
  REMOVED(5);

  /** The number that state files have for it. */
  final int number;

  KeyState(int number) {
    this.number = number;
  }

  /** Whether chains of trust may begin at a key in this state. */
  public boolean isTrusted() {
    return this == VALID || this == MISSING;
  }

  static Optional<KeyState> of(long number) {
    return Stream.of(values()).filter(state -> state.number == number).findFirst();
  }
}
