package naru.connection;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a server chose, read from its own message: RFC 8446 §4.1.3, RFC 5246 §7.4.1.3. Immutable.
 *
 * @param version on the wire: 0x0304 is TLS 1.3
 * @param group of the key share; empty before TLS 1.3, where another message names it
 * @param resumed whether a pre-shared key was taken
 * @param retry whether it asks for another ClientHello
 */
record ServerHello(
    int version, int suite, Optional<Integer> group, boolean resumed, boolean retry) {
  private static final int RANDOM_OCTETS = 32;
  private static final int PRE_SHARED_KEY = 41;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int KEY_SHARE = 51;

  /** The first octets of SHA-256("HelloRetryRequest"), RFC 8446 §4.1.3. */
  private static final long RETRY = 0xCF21AD74E59A6111L;

  /** Reads the body of the message; empty where it is malformed: the engine will say how. */
  static Optional<ServerHello> parse(byte[] body) {
    try {
      return Optional.of(parse(ByteBuffer.wrap(body)));
    } catch (BufferUnderflowException | IllegalArgumentException cut) {
      return Optional.empty();
    }
  }

  private static ServerHello parse(ByteBuffer in) {
    int version = u16(in);
    boolean retry = in.getLong(in.position()) == RETRY;
    in.position(in.position() + RANDOM_OCTETS);
    in.position(in.position() + 1 + (in.get(in.position()) & 0xff)); // legacy_session_id_echo
    int suite = u16(in);
    in.get(); // legacy_compression_method
    ServerHello hello = new ServerHello(version, suite, Optional.empty(), false, retry);
    int extensions = in.hasRemaining() ? u16(in) : 0;
    int end = Math.min(in.limit(), in.position() + extensions);
    while (in.position() < end) {
      hello = hello.with(u16(in), in.slice(in.position() + 2, u16(in)));
      in.position(in.position() + Short.toUnsignedInt(in.getShort(in.position() - 2)));
    }
    return hello;
  }

  private ServerHello with(int type, ByteBuffer value) {
    return switch (type) {
      case SUPPORTED_VERSIONS -> new ServerHello(u16(value), suite, group, resumed, retry);
      case KEY_SHARE -> new ServerHello(version, suite, Optional.of(u16(value)), resumed, retry);
      case PRE_SHARED_KEY -> new ServerHello(version, suite, group, true, retry);
      default -> this;
    };
  }

  private static int u16(ByteBuffer in) {
    return Short.toUnsignedInt(in.getShort());
  }

  /** A version as people say it. */
  static String versionName(int version) {
    return switch (version) {
      case 0x0300 -> "SSL 3.0";
      case 0x0301 -> "TLS 1.0";
      case 0x0302 -> "TLS 1.1";
      case 0x0303 -> "TLS 1.2";
      case 0x0304 -> "TLS 1.3";
      default -> "version 0x%04x".formatted(version);
    };
  }

  /** A group by its registered name (IANA TLS Supported Groups). */
  static String groupName(int group) {
    return switch (group) {
      case 23 -> "secp256r1";
      case 24 -> "secp384r1";
      case 25 -> "secp521r1";
      case 29 -> "x25519";
      case 30 -> "x448";
      case 4588 -> "X25519MLKEM768";
      default -> "group 0x%04x".formatted(group);
    };
  }
}
