package naru.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whom a client believes: an ordered list of trust stores.
 *
 * <p>Roots in memory are asked first, and the machine's only if these cannot vouch: a chain of the
 * local CA never makes the system's store be read. Immutable, thread-safe.
 */
public final class TrustRoots {
  private final List<TrustStore> stores;

  private TrustRoots(List<TrustStore> stores) {
    this.stores = List.copyOf(stores);
  }

  /** Nobody is believed. */
  public static TrustRoots none() {
    return new TrustRoots(List.of());
  }

  /** These roots; the description appears in messages. */
  public static TrustRoots of(String description, List<X509Certificate> roots) {
    return new TrustRoots(List.of(new TrustStore.Held(description, List.copyOf(roots))));
  }

  /** The roots of a PEM file, as {@code --cacert} names it. */
  public static Loaded<TrustRoots> file(Path pem) {
    return Identity.readChain(pem)
        .then(roots -> new Loaded.Ready<>(of("trust roots " + pem, roots)));
  }

  /** The machine's trust store, or the JDK's where there is none; read when first needed. */
  public static TrustRoots system() {
    return new TrustRoots(List.of(new TrustStore.Machine()));
  }

  /** These, then those. */
  public TrustRoots and(TrustRoots next) {
    List<TrustStore> both = new ArrayList<>(stores);
    both.addAll(next.stores);
    return new TrustRoots(both);
  }

  /** What they are, as {@code local CA ... + system trust store /etc/ssl/... (140 roots)}. */
  public String describe() {
    return stores.isEmpty()
        ? "an empty trust store"
        : stores.stream().map(TrustStore::describe).collect(Collectors.joining(" + "));
  }

  /**
   * Judges a chain for a host at a time.
   *
   * @param chain as the peer sent it, its own certificate first; not empty
   * @param host the DNS name or address that was asked for
   */
  public ChainVerdict judge(List<X509Certificate> chain, String host, Instant now) {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a TLS server always sends a certificate");
    }
    if (chain.size() > Limits.CHAIN_CERTIFICATES) {
      return new ChainVerdict.Unfit(
          chain.getFirst(),
          0,
          ChainVerdict.Unfitness.TOO_MANY_CERTIFICATES,
          "%d certificates were sent, more than %d"
              .formatted(chain.size(), Limits.CHAIN_CERTIFICATES));
    }
    ChainWalk walk = ChainWalk.from(chain, inMemory());
    if (walk.paths().isEmpty()) {
      walk = ChainWalk.from(chain, stores);
    }
    if (walk.paths().isEmpty()) {
      return walk.explainDeadEnd(this);
    }
    return new ChainJudge(host, now).best(walk.paths());
  }

  /** The stores that cost nothing to ask. */
  private List<TrustStore> inMemory() {
    return stores.stream().filter(store -> store instanceof TrustStore.Held).toList();
  }
}
