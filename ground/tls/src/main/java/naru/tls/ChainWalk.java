package naru.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * The way from a peer's certificate upwards, issuer by issuer, until a trust root is met.
 *
 * <p>The order in which certificates were sent does not matter (RFC 8446 §4.4.2 asks clients for
 * that), and several ways may exist. Signatures are verified at each step, so a look-alike is never
 * taken for the issuer; the number of verifications is bounded. Confined to one thread.
 */
final class ChainWalk {
  /** A complete way: the certificates below the root, and the root. */
  record Path(List<X509Certificate> below, X509Certificate root, TrustStore store) {}

  private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";

  /** Words by which CAs call their intermediates. */
  private static final Pattern INTERMEDIATE =
      Pattern.compile("\\b(intermediate|inter|int|issuing|issuer|sub|subca|subordinate|ica)\\b");

  private static final Pattern ORGANIZATION = Pattern.compile("(?:^|,)O=(\"[^\"]*\"|[^,]*)");

  private final List<X509Certificate> sent;
  private final List<TrustStore> stores;
  private final List<Path> paths = new ArrayList<>();
  private List<X509Certificate> longest = List.of();
  private Optional<X509Certificate> forged = Optional.empty();
  private int verifications;

  private ChainWalk(List<X509Certificate> sent, List<TrustStore> stores) {
    this.sent = sent;
    this.stores = stores;
  }

  static ChainWalk from(List<X509Certificate> sent, List<TrustStore> stores) {
    ChainWalk walk = new ChainWalk(sent, stores);
    walk.climb(List.of(sent.getFirst()));
    return walk;
  }

  List<Path> paths() {
    return paths;
  }

  /** Looks for roots store by store; the sent certificates come between the first and the rest. */
  private void climb(List<X509Certificate> below) {
    X509Certificate top = below.getLast();
    if (below.size() > longest.size()) {
      longest = below;
    }
    for (TrustStore store : stores) {
      climbInto(store, below, top);
      if (!paths.isEmpty()) {
        return; // a later store is read only when the earlier ones cannot vouch
      }
    }
    for (X509Certificate candidate : sent) {
      if (paths.size() < Limits.CHAIN_PATHS
          && !below.contains(candidate)
          && candidate.getSubjectX500Principal().equals(top.getIssuerX500Principal())
          && signed(candidate, top)) {
        climb(append(below, candidate));
      }
    }
  }

  private void climbInto(TrustStore store, List<X509Certificate> below, X509Certificate top) {
    if (store.named(top.getSubjectX500Principal()).contains(top)) {
      paths.add(new Path(below.subList(0, below.size() - 1), top, store));
      return;
    }
    for (X509Certificate root : store.named(top.getIssuerX500Principal())) {
      if (paths.size() < Limits.CHAIN_PATHS && signed(root, top)) {
        paths.add(new Path(below, root, store));
      }
    }
  }

  private boolean signed(X509Certificate issuer, X509Certificate subject) {
    if (++verifications > Limits.CHAIN_VERIFICATIONS) {
      return false;
    }
    try {
      subject.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException notByThisKey) {
      forged = Optional.of(subject);
      return false;
    }
  }

  private static List<X509Certificate> append(List<X509Certificate> list, X509Certificate last) {
    List<X509Certificate> longer = new ArrayList<>(list);
    longer.add(last);
    return List.copyOf(longer);
  }

  /** Why no way led to a root: what the last certificate on the longest way tells. */
  ChainVerdict explainDeadEnd(TrustRoots roots) {
    X509Certificate last = longest.getLast();
    int index = sent.indexOf(last);
    String issuer = last.getIssuerX500Principal().toString();
    boolean selfIssued = last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
    if (selfIssued && longest.size() == 1 && signed(last, last)) {
      return new ChainVerdict.SelfSigned(last, roots.describe());
    }
    if (!selfIssued && forged.filter(last::equals).isPresent()) {
      return new ChainVerdict.Unfit(
          last,
          index,
          ChainVerdict.Unfitness.BAD_SIGNATURE,
          "its signature does not verify with the key of " + issuer);
    }
    return missing(last, selfIssued)
        .<ChainVerdict>map(because ->
            new ChainVerdict.MissingIntermediate(issuer, last, index, because, roots.describe()))
        .orElseGet(() -> new ChainVerdict.UnknownIssuer(issuer, last, index, roots.describe()));
  }

  /**
   * What speaks for a forgotten intermediate rather than for a stranger's root. Nothing in a
   * certificate says so for certain: its own hints are weighed, and the verdict repeats them.
   */
  private Optional<String> missing(X509Certificate last, boolean selfIssued) {
    if (selfIssued || last.getBasicConstraints() >= 0) {
      return Optional.empty(); // a CA's issuer is a root as a rule
    }
    String issuer = last.getIssuerX500Principal().getName(X500Principal.RFC2253);
    if (last.getExtensionValue(AUTHORITY_INFORMATION_ACCESS) != null) {
      return Optional.of("the certificate says where its issuer's can be fetched");
    }
    if (INTERMEDIATE.matcher(issuer.toLowerCase(Locale.ROOT).replace('_', ' ')).find()) {
      return Optional.of("the issuer calls itself an intermediate");
    }
    return organization(issuer)
        .filter(this::trustedOrganization)
        .map(name -> "a root of the same organization, " + name + ", is trusted");
  }

  private static Optional<String> organization(String name) {
    Matcher matcher = ORGANIZATION.matcher(name);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private boolean trustedOrganization(String organization) {
    return stores.stream()
        .flatMap(store -> store instanceof TrustStore.Held held ? held.roots().stream() : null)
        .map(root -> organization(root.getSubjectX500Principal().getName(X500Principal.RFC2253)))
        .anyMatch(Optional.of(organization)::equals);
  }
}
