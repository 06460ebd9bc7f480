package naru.tls;

import java.security.cert.CertificateException;

/** Carries a verdict through a TLS engine, which knows only exceptions. Never leaves this room. */
final class ChainRefused extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final transient PeerChain chain;

  ChainRefused(PeerChain chain) {
    super(chain.verdict().line());
    this.chain = chain;
  }

  PeerChain chain() {
    return chain;
  }
}
