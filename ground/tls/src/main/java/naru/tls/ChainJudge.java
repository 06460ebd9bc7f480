package naru.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.PublicKey;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import naru.tls.ChainVerdict.Unfit;
import naru.tls.ChainVerdict.Unfitness;

/**
 * Judges a complete path: its dates, the fitness of each certificate, the names.
 *
 * <p>The JDK's PKIX validation (RFC 5280 §6) has the last word on every path; the checks before it
 * see the usual faults first, because they can name them. Immutable.
 */
final class ChainJudge {
  private static final String NAME_CONSTRAINTS = "2.5.29.30";
  private static final String ANY_EXTENDED_USAGE = "2.5.29.37.0";
  private static final int KEY_CERT_SIGN = 5; // RFC 5280 §4.2.1.3, bit numbers
  private static final List<Integer> TLS_USAGES = List.of(0, 2, 4);
  private static final List<String> FORGEABLE_DIGESTS = List.of("MD2", "MD5", "SHA1");

  private final String host;
  private final Instant now;

  ChainJudge(String host, Instant now) {
    this.host = host;
    this.now = now;
  }

  /** The verdict of the first trusted path, or of the first path. */
  ChainVerdict best(List<ChainWalk.Path> paths) {
    ChainVerdict first = judge(paths.getFirst());
    for (ChainWalk.Path path : paths.subList(1, paths.size())) {
      ChainVerdict other = first.trusted() ? first : judge(path);
      if (other.trusted()) {
        return other;
      }
    }
    return first;
  }

  private ChainVerdict judge(ChainWalk.Path path) {
    List<X509Certificate> all = new ArrayList<>(path.below());
    all.add(path.root());
    return dates(all)
        .or(() -> fitness(path, all))
        .or(() -> pkix(path))
        .or(() -> names(all.getFirst()))
        .orElseGet(() -> new ChainVerdict.Trusted(List.copyOf(all), path.store().describe()));
  }

  private Optional<ChainVerdict> dates(List<X509Certificate> all) {
    for (int i = 0; i < all.size(); i++) {
      X509Certificate certificate = all.get(i);
      Instant begin = certificate.getNotBefore().toInstant();
      Instant end = certificate.getNotAfter().toInstant();
      if (now.isAfter(end)) {
        return Optional.of(new ChainVerdict.Expired(certificate, i, end));
      }
      if (now.isBefore(begin)) {
        return Optional.of(new ChainVerdict.NotYetValid(certificate, i, begin));
      }
    }
    return Optional.empty();
  }

  private static Optional<ChainVerdict> fitness(ChainWalk.Path path, List<X509Certificate> all) {
    return serverUsage(all.getFirst())
        .or(() -> issuers(all))
        .or(() -> strength(all, path.below().size()));
  }

  private static Optional<ChainVerdict> serverUsage(X509Certificate leaf) {
    boolean[] usage = leaf.getKeyUsage();
    if (usage != null && TLS_USAGES.stream().noneMatch(bit -> usage[bit])) {
      return unfit(leaf, 0, Unfitness.KEY_USAGE, "its key usage allows no TLS handshake");
    }
    try {
      List<String> extended = leaf.getExtendedKeyUsage();
      boolean serves =
          extended == null
              || extended.contains(CertificateRecipe.SERVER_AUTH)
              || extended.contains(ANY_EXTENDED_USAGE);
      return serves
          ? Optional.empty()
          : unfit(
              leaf,
              0,
              Unfitness.EXTENDED_KEY_USAGE,
              "its extended key usage is " + extended + ", without server authentication");
    } catch (CertificateParsingException broken) {
      return unfit(leaf, 0, Unfitness.EXTENDED_KEY_USAGE, "its extended key usage is unreadable");
    }
  }

  /** RFC 5280 §6.1.4 (k) to (n), in words of our own. */
  private static Optional<ChainVerdict> issuers(List<X509Certificate> all) {
    for (int i = 1; i < all.size(); i++) {
      X509Certificate issuer = all.get(i);
      boolean[] usage = issuer.getKeyUsage();
      int pathLength = issuer.getBasicConstraints();
      boolean oldRoot = issuer.getVersion() < 3 && i == all.size() - 1;
      if (pathLength < 0 && !oldRoot) {
        return unfit(issuer, i, Unfitness.NOT_A_CA, "it issued a certificate but is no CA");
      }
      if (usage != null && !usage[KEY_CERT_SIGN]) {
        return unfit(issuer, i, Unfitness.NOT_A_CA, "its key usage lacks certificate signing");
      }
      if (!oldRoot && pathLength < i - 1) {
        return unfit(
            issuer,
            i,
            Unfitness.PATH_TOO_LONG,
            "it allows %d CAs below it, and there are %d".formatted(pathLength, i - 1));
      }
    }
    return Optional.empty();
  }

  /** The root's own signature proves nothing, so only those below it must be strong. */
  private static Optional<ChainVerdict> strength(List<X509Certificate> all, int belowRoot) {
    for (int i = 0; i < all.size(); i++) {
      X509Certificate certificate = all.get(i);
      Optional<String> weakKey = weakness(certificate.getPublicKey());
      if (weakKey.isPresent()) {
        return unfit(certificate, i, Unfitness.WEAK_KEY, weakKey.get());
      }
      String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
      if (i < belowRoot && FORGEABLE_DIGESTS.stream().anyMatch(algorithm::startsWith)) {
        return unfit(
            certificate,
            i,
            Unfitness.WEAK_SIGNATURE,
            "it is signed with " + certificate.getSigAlgName());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> weakness(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa when rsa.getModulus().bitLength() < Limits.RSA_KEY_BITS ->
          Optional.of("its RSA key has only %d bits".formatted(rsa.getModulus().bitLength()));
      case ECPublicKey ec when ec.getParams().getOrder().bitLength() < Limits.EC_KEY_BITS ->
          Optional.of(
              "its EC key has only %d bits".formatted(ec.getParams().getOrder().bitLength()));
      case DSAPublicKey dsa -> Optional.of("it has a DSA key");
      case PublicKey strong -> Optional.empty();
    };
  }

  /** The real check. A root's own name constraints bind only if the root is in the path. */
  private Optional<ChainVerdict> pkix(ChainWalk.Path path) {
    if (path.below().isEmpty()) {
      return Optional.empty(); // the peer's certificate itself is a trust root
    }
    List<X509Certificate> checked = new ArrayList<>(path.below());
    boolean constrained = path.root().getExtensionValue(NAME_CONSTRAINTS) != null;
    if (constrained) {
      checked.add(path.root());
    }
    try {
      CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(checked);
      var _ = CertPathValidator.getInstance("PKIX").validate(certPath, parameters(path));
      return Optional.empty();
    } catch (CertPathValidatorException refused) {
      return explain(refused, checked);
    } catch (GeneralSecurityException unexpected) {
      return unfit(checked.getFirst(), 0, Unfitness.OTHER, String.valueOf(unexpected.getMessage()));
    }
  }

  private PKIXParameters parameters(ChainWalk.Path path) throws InvalidAlgorithmParameterException {
    X509Certificate root = path.root();
    TrustAnchor anchor = new TrustAnchor(root.getSubjectX500Principal(), root.getPublicKey(), null);
    PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    return parameters;
  }

  private static Optional<ChainVerdict> explain(
      CertPathValidatorException refused, List<X509Certificate> checked) {
    int index = Math.clamp(refused.getIndex(), 0, checked.size() - 1);
    String detail = String.valueOf(refused.getMessage());
    Object reason = refused.getReason();
    if (reason == PKIXReason.INVALID_NAME) {
      X509Certificate leaf = checked.get(index);
      List<String> names = SubjectNames.of(leaf).shown();
      return unfit(
          leaf,
          index,
          Unfitness.NAME_CONSTRAINT,
          "a CA above it may not vouch for " + String.join(", ", names));
    }
    Unfitness what =
        reason == PKIXReason.UNRECOGNIZED_CRIT_EXT ? Unfitness.CRITICAL_EXTENSION : Unfitness.OTHER;
    return unfit(checked.get(index), index, what, detail);
  }

  private Optional<ChainVerdict> names(X509Certificate leaf) {
    SubjectNames held = SubjectNames.of(leaf);
    boolean match = PeerName.of(host).filter(held::match).isPresent();
    return match ? Optional.empty() : Optional.of(new ChainVerdict.WrongName(host, held.shown()));
  }

  private static Optional<ChainVerdict> unfit(
      X509Certificate certificate, int index, Unfitness what, String detail) {
    return Optional.of(new Unfit(certificate, index, what, detail));
  }
}
