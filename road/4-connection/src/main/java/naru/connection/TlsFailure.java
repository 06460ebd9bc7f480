package naru.connection;

import io.netty.handler.ssl.NotSslRecordException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import naru.journey.Cause;
import naru.journey.VerdictCode;
import naru.tls.ChainVerdict;
import naru.tls.ClientTls;

/**
 * Says why TLS did not come about, from what the tap saw and what the engine threw. Immutable.
 *
 * @param seen the bytes, as far as they can be read
 * @param offered what our ClientHello held, for the proof
 */
record TlsFailure(TlsTap.Seen seen, List<String> offered) {
  /** Failures that may lie in what was offered; for the others a list of suites proves nothing. */
  private static final Set<VerdictCode> ABOUT_THE_OFFER =
      EnumSet.of(
          VerdictCode.TLS_VERSION,
          VerdictCode.TLS_CIPHER,
          VerdictCode.TLS_ALERT,
          VerdictCode.TLS_CLOSED,
          VerdictCode.TLS_CLIENT_CERTIFICATE_REQUIRED);

  /** The engine could not go on. */
  Cause of(Throwable failure) {
    Optional<Cause> distrust = ClientTls.refused(failure).map(chain -> distrusted(chain.verdict()));
    return distrust
        .or(this::notTls)
        .or(() -> alertReceived(failure))
        .orElseGet(() -> isNotTls(failure) ? noLongerTls() : ours(failure));
  }

  /** The connection ended in the middle. */
  Cause closed(Arrival.Ending how) {
    return notTls()
        .or(() -> seen.alertReceived().map(this::alert))
        .orElseGet(() ->
            how == Arrival.Ending.RESET
                ? cause(VerdictCode.TCP_RESET, "the server reset the connection " + after())
                : cause(VerdictCode.TLS_CLOSED, "the server closed the connection " + after()));
  }

  /** The time for connecting is used up. */
  Cause stalled(String waited) {
    return notTls()
        .orElseGet(() ->
            cause(
                VerdictCode.TLS_STALLED,
                "the TLS handshake did not end within %s; the last message from the server was %s"
                    .formatted(waited, seen.lastReceived())));
  }

  /** The chain is not believed: RFC 5280 §6, RFC 9525. */
  Cause distrusted(ChainVerdict verdict) {
    VerdictCode code =
        switch (verdict) {
          case ChainVerdict.Expired _ -> VerdictCode.TLS_CERTIFICATE_EXPIRED;
          case ChainVerdict.NotYetValid _ -> VerdictCode.TLS_CERTIFICATE_NOT_YET_VALID;
          case ChainVerdict.WrongName _ -> VerdictCode.TLS_CERTIFICATE_WRONG_NAME;
          case ChainVerdict.UnknownIssuer _ -> VerdictCode.TLS_CERTIFICATE_UNKNOWN_ISSUER;
          case ChainVerdict.SelfSigned _ -> VerdictCode.TLS_CERTIFICATE_SELF_SIGNED;
          case ChainVerdict.MissingIntermediate _ ->
              VerdictCode.TLS_CERTIFICATE_MISSING_INTERMEDIATE;
          case ChainVerdict.Unfit _, ChainVerdict.Trusted _ -> VerdictCode.TLS_CERTIFICATE_UNFIT;
        };
    return cause(code, Printable.of(verdict.line()));
  }

  private Optional<Cause> notTls() {
    return seen.serverHello().isPresent() ? Optional.empty() : seen.otherWords().map(this::notTls);
  }

  private Cause notTls(byte[] words) {
    return cause(
        VerdictCode.TLS_NOT_TLS,
        "the server does not speak TLS here; it said \"" + Printable.of(words) + "\"");
  }

  private Cause noLongerTls() {
    return cause(VerdictCode.TLS_NOT_TLS, "the server sent something that is not TLS " + after());
  }

  private static boolean isNotTls(Throwable failure) {
    return failure instanceof NotSslRecordException
        || failure.getCause() instanceof NotSslRecordException;
  }

  private Optional<Cause> alertReceived(Throwable failure) {
    return seen.alertReceived()
        .map(this::alert)
        .or(() -> TlsAlert.received(failure).map(alert -> alert(alert.code())));
  }

  /** The server ended it with an alert. */
  Cause alert(int number) {
    Optional<TlsAlert> alert = TlsAlert.of(number);
    String said =
        "the server ended the handshake with the alert %s (%d) %s"
            .formatted(alert.map(TlsAlert::word).orElse("unknown"), number, after());
    VerdictCode code = alert.map(this::code).orElse(VerdictCode.TLS_ALERT);
    return cause(code, code == VerdictCode.TLS_VERSION ? said + "; " + offered.getFirst() : said);
  }

  private VerdictCode code(TlsAlert alert) {
    if (alert == TlsAlert.PROTOCOL_VERSION) {
      return VerdictCode.TLS_VERSION;
    }
    if (alert == TlsAlert.CERTIFICATE_REQUIRED || wantsCertificate(alert)) {
      return VerdictCode.TLS_CLIENT_CERTIFICATE_REQUIRED;
    }
    // As the first reply to a ClientHello it means that nothing on offer would do: RFC 8446 §4.1.1.
    boolean first = seen.serverHello().isEmpty();
    boolean unsuitable =
        alert == TlsAlert.INSUFFICIENT_SECURITY || alert == TlsAlert.HANDSHAKE_FAILURE && first;
    return unsuitable ? VerdictCode.TLS_CIPHER : VerdictCode.TLS_ALERT;
  }

  /** TLS 1.2 has no alert of its own for it: RFC 5246 §7.4.6 says handshake_failure. */
  private boolean wantsCertificate(TlsAlert alert) {
    return seen.certificateRequest()
        && (alert == TlsAlert.HANDSHAKE_FAILURE || alert == TlsAlert.BAD_CERTIFICATE);
  }

  /** We ended it: what the server sent was not acceptable. */
  private Cause ours(Throwable failure) {
    String why = reason(failure);
    String upper = why.toUpperCase(Locale.ROOT);
    String said = "the handshake cannot go on " + after() + ": " + why;
    int version = seen.serverHello().map(ServerHello::version).orElse(0x0303);
    if (version < 0x0303 || upper.contains("UNSUPPORTED_PROTOCOL")) {
      String chosen = ServerHello.versionName(version);
      return cause(
          VerdictCode.TLS_VERSION, "the server chose " + chosen + "; " + offered.getFirst());
    }
    if (upper.contains("CIPHER_RETURNED") || upper.contains("CIPHERSUITE")) {
      return cause(VerdictCode.TLS_CIPHER, said);
    }
    if (upper.contains("EXCESSIVE_MESSAGE_SIZE") || upper.contains("EXCEEDS THE MAXIMUM")) {
      return cause(VerdictCode.TLS_LIMIT, said);
    }
    return cause(VerdictCode.TLS_ALERT, said);
  }

  /** The words of the engine without its codes: {@code error:1000...:OPENSSL_internal:REASON}. */
  private static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return Printable.of(message.substring(message.lastIndexOf("OPENSSL_internal:") + 1))
        .replaceFirst("^PENSSL_internal:", "");
  }

  private String after() {
    return seen.lastReceived().equals("nothing")
        ? "after our " + seen.lastSent() + ", without a word of TLS"
        : "after its " + seen.lastReceived();
  }

  private Cause cause(VerdictCode code, String text) {
    List<String> proof = new ArrayList<>(ABOUT_THE_OFFER.contains(code) ? offered : List.of());
    proof.add("sent %d octets, last: %s".formatted(seen.octetsSent(), seen.lastSent()));
    proof.add("received %d octets, last: %s".formatted(seen.octetsReceived(), seen.lastReceived()));
    seen.alertSent()
        .flatMap(TlsAlert::of)
        .ifPresent(alert -> proof.add("we sent the alert " + alert.word()));
    return new Cause(code, text, proof);
  }
}
