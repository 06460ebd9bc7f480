package naru.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What came of judging a peer's chain: trusted, or the first reason why not. Immutable.
 *
 * <p>The reasons in the order in which they are looked for: nobody vouches (self-signed, missing
 * intermediate, unknown issuer), dates, fitness, names. An index counts from 0, the peer's own
 * certificate; a trust root that was not sent stands after the last.
 */
public sealed interface ChainVerdict {

  /** Good: the path from the peer's certificate to a root, and the store that holds the root. */
  record Trusted(List<X509Certificate> path, String trustStore) implements ChainVerdict {}

  /** A certificate of the path has ended. */
  record Expired(X509Certificate certificate, int index, Instant notAfter)
      implements ChainVerdict {}

  /** A certificate of the path has not begun. */
  record NotYetValid(X509Certificate certificate, int index, Instant notBefore)
      implements ChainVerdict {}

  /** The certificate is good for others: the name asked, the names it holds. */
  record WrongName(String asked, List<String> held) implements ChainVerdict {}

  /** The chain ends at a certificate whose issuer no trust store holds. */
  record UnknownIssuer(String issuer, X509Certificate last, int index, String trustStore)
      implements ChainVerdict {}

  /** The peer's own certificate is signed by its own key, and is not trusted by itself. */
  record SelfSigned(X509Certificate certificate, String trustStore) implements ChainVerdict {}

  /** The issuer is very likely an intermediate which the peer forgot to send. */
  record MissingIntermediate(
      String issuer, X509Certificate last, int index, String because, String trustStore)
      implements ChainVerdict {}

  /** A certificate of the chain is not fit for what it is used for. */
  record Unfit(X509Certificate certificate, int index, Unfitness what, String detail)
      implements ChainVerdict {}

  /** In which way a certificate is unfit. */
  enum Unfitness {
    /** It signed another one but is no CA, or has no certificate-signing usage. */
    NOT_A_CA,
    /** More CAs stand below it than its path length allows. */
    PATH_TOO_LONG,
    /** Its key usage does not allow TLS. */
    KEY_USAGE,
    /** Its extended key usage does not allow servers. */
    EXTENDED_KEY_USAGE,
    /** Its key is too short or of a kind too weak. */
    WEAK_KEY,
    /** It is signed with a digest that can be forged. */
    WEAK_SIGNATURE,
    /** Its signature does not verify with its issuer's key. */
    BAD_SIGNATURE,
    /** It names what a CA above it may not vouch for. */
    NAME_CONSTRAINT,
    /** It has a critical extension that cannot be honoured. */
    CRITICAL_EXTENSION,
    /** More certificates were sent than are looked at. */
    TOO_MANY_CERTIFICATES,
    /** Something else that RFC 5280 §6 forbids. */
    OTHER
  }

  /** Whether the peer may be believed. */
  default boolean trusted() {
    return this instanceof Trusted;
  }

  /** One line in plain words. */
  default String line() {
    return switch (this) {
      case Trusted(var path, var store) -> "trusted by " + store + ", path of " + path.size();
      case Expired(var certificate, int index, Instant notAfter) ->
          "%s ended at %s".formatted(which(certificate, index), notAfter);
      case NotYetValid(var certificate, int index, Instant notBefore) ->
          "%s begins only at %s".formatted(which(certificate, index), notBefore);
      case WrongName(String asked, List<String> held) ->
          "the certificate does not name %s; it names %s"
              .formatted(asked, held.isEmpty() ? "nothing" : String.join(", ", held));
      case UnknownIssuer(String issuer, var last, int index, String store) ->
          "%s is issued by %s, which is not in %s".formatted(which(last, index), issuer, store);
      case SelfSigned(var certificate, String store) ->
          "%s is self-signed and not in %s".formatted(which(certificate, 0), store);
      case MissingIntermediate(String issuer, var last, int index, String because, String store) ->
          "the server did not send %s, the issuer of %s, which is not in %s either (%s)"
              .formatted(issuer, which(last, index), store, because);
      case Unfit(var certificate, int index, Unfitness what, String detail) ->
          "%s is unfit: %s".formatted(which(certificate, index), detail);
    };
  }

  private static String which(X509Certificate certificate, int index) {
    return "certificate %d (%s)".formatted(index, certificate.getSubjectX500Principal());
  }
}
