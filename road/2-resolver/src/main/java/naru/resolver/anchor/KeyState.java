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
  START,
  /** New, vouched for by the anchors, and not seen for long enough. */
  ADDPEND,
  /** A trust anchor. */
  VALID,
  /** A trust anchor that its zone does not show now. */
  MISSING,
  /** Taken back by itself: never a trust anchor again. */
  REVOKED,
  /** Forgotten. */
  REMOVED;

  /** Whether chains of trust may begin at a key in this state. */
  public boolean isTrusted() {
    return this == VALID || this == MISSING;
  }

  /** The number that state files have for it. */
  int number() {
    return ordinal();
  }

  static Optional<KeyState> of(long number) {
    return Stream.of(values()).filter(state -> state.number() == number).findFirst();
  }
}
