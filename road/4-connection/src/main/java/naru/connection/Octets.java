package naru.connection;

/** Octets on their way from one thread to the other; whoever holds them may read them in place. */
final class Octets {
  static final Octets NONE = new Octets(new byte[0]);

  private final byte[] array;

  Octets(byte[] array) {
    this.array = array;
  }

  byte[] array() {
    return array;
  }

  int count() {
    return array.length;
  }
}
