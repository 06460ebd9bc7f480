package naru.dnssec;

/** The octets of a key are none of its algorithm; never leaves this room. */
final class MalformedKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  final String reason;

  MalformedKeyException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }
}
