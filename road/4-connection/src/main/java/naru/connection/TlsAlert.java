package naru.connection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Alerts of TLS by their numbers, RFC 8446 §6 and RFC 5246 §7.2. */
enum TlsAlert {
  CLOSE_NOTIFY(0),
  UNEXPECTED_MESSAGE(10),
  BAD_RECORD_MAC(20),
  DECRYPTION_FAILED(21),
  RECORD_OVERFLOW(22),
  DECOMPRESSION_FAILURE(30),
  HANDSHAKE_FAILURE(40),
  NO_CERTIFICATE(41),
  BAD_CERTIFICATE(42),
  UNSUPPORTED_CERTIFICATE(43),
  CERTIFICATE_REVOKED(44),
  CERTIFICATE_EXPIRED(45),
  CERTIFICATE_UNKNOWN(46),
  ILLEGAL_PARAMETER(47),
  UNKNOWN_CA(48),
  ACCESS_DENIED(49),
  DECODE_ERROR(50),
  DECRYPT_ERROR(51),
  EXPORT_RESTRICTION(60),
  PROTOCOL_VERSION(70),
  INSUFFICIENT_SECURITY(71),
  INTERNAL_ERROR(80),
  INAPPROPRIATE_FALLBACK(86),
  USER_CANCELED(90),
  NO_RENEGOTIATION(100),
  MISSING_EXTENSION(109),
  UNSUPPORTED_EXTENSION(110),
  CERTIFICATE_UNOBTAINABLE(111),
  UNRECOGNIZED_NAME(112),
  BAD_CERTIFICATE_STATUS_RESPONSE(113),
  BAD_CERTIFICATE_HASH_VALUE(114),
  UNKNOWN_PSK_IDENTITY(115),
  CERTIFICATE_REQUIRED(116),
  NO_APPLICATION_PROTOCOL(120),
  ECH_REQUIRED(121);

  /** {@code Received fatal alert: handshake_failure} of JSSE. */
  private static final Pattern JSSE = Pattern.compile("Received fatal alert: (\\w+)");

  /** {@code ...:SSLV3_ALERT_HANDSHAKE_FAILURE} of BoringSSL, and its variants. */
  private static final Pattern BORINGSSL = Pattern.compile("(?:SSLV3|TLSV1)_(?:ALERT_)?(\\w+)");

  private final int code;

  TlsAlert(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The name as the RFC writes it: {@code handshake_failure}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The alert of a number. */
  static Optional<TlsAlert> of(int code) {
    return Arrays.stream(values()).filter(alert -> alert.code == code).findFirst();
  }

  /** An alert that came encrypted, as the engine tells it. */
  static Optional<TlsAlert> received(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<TlsAlert> told = told(String.valueOf(cause.getMessage()));
      if (told.isPresent()) {
        return told;
      }
    }
    return Optional.empty();
  }

  private static Optional<TlsAlert> told(String message) {
    for (Pattern engine : java.util.List.of(JSSE, BORINGSSL)) {
      Matcher matcher = engine.matcher(message);
      if (matcher.find()) {
        String word = matcher.group(1).toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(alert -> alert.name().equals(word)).findFirst();
      }
    }
    return Optional.empty();
  }
}
