package naru.proof.scenario;

/** A scenario cannot be read. Never leaves this package: the reader's door makes it a value. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Counted from 1. */
  final int line;

  final String reason;

  Broken(int line, String reason) {
    super(reason, null, false, false);
    this.line = line;
    this.reason = reason;
  }
}
