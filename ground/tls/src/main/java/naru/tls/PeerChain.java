package naru.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/** The chain a server sent, for which host, and what was found. Immutable. */
public record PeerChain(String host, List<X509Certificate> sent, ChainVerdict verdict) {
  /** Keeps its own copy. */
  public PeerChain {
    sent = List.copyOf(sent);
  }
}
