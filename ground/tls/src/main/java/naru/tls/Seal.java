package naru.tls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A last line that tells whether a file is as it was written.
 *
 * <p>It guards against accidents, not against people: it takes the place of signing and verifying
 * at each start, which costs tens of milliseconds in a new JVM. Stateless.
 */
final class Seal {
  private static final String MARK = "# sha256 ";

  private Seal() {}

  static String put(String body) {
    return body + MARK + digest(body) + "\n";
  }

  /** The body, if the seal is whole. */
  static Optional<String> open(String text) {
    int mark = text.lastIndexOf(MARK);
    return mark >= 0 && put(text.substring(0, mark)).equals(text)
        ? Optional.of(text.substring(0, mark))
        : Optional.empty();
  }

  private static String digest(String body) {
    try {
      byte[] octets = body.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
