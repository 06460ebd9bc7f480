package naru.connection;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import naru.tls.Identity;

/**
 * The server's identity in a {@link Rehearsal}: a key that is no secret and guards nothing, for no
 * client but the rehearsal's own believes it. Ready-made, because to make a certificate would cost
 * more than the rehearsal. Stateless.
 */
final class StageIdentity {
  /** P-256, CN=naru rehearsal, localhost, valid from 2020 to 2120. */
  private static final String CERTIFICATE =
      """
      MIIBvzCCAWWgAwIBAgIQRruGlpf/pLUf7CDb7WiWPzAKBggqhkjOPQQDAjAZMRcwFQYDVQQDEw5u
      YXJ1IHJlaGVhcnNhbDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowGTEXMBUGA1UE
      AxMObmFydSByZWhlYXJzYWwwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ9jWBs6R1m9ee2cqr5
      bc87rlGfNazNMM8uPC/ypEnIvvcRo7gFxHXgBp1dRaFlXF3bWyZ/Wo6IJSyA/aGkB+G2o4GMMIGJ
      MB0GA1UdDgQWBBTtNrSXatmORbIaZHOxz0o6V+pvwDAfBgNVHSMEGDAWgBTtNrSXatmORbIaZHOx
      z0o6V+pvwDAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADATBgNVHSUEDDAKBggrBgEFBQcD
      ATAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwIDSAAwRQIgDaAXQFAX3M+TjWpLBOKo
      fyOffFSvTv+oOXyg/5z/VhwCIQCElhbEZu3VLRUsPHDMOhfxUlRunRcMrzuKVqp4HpI5Mg==
      """;

  private static final String KEY =
      """
      MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDRZR4TChGheaC5JPszrtqP8s6OPbKt
      j/oFxgBOZvvbvA==
      """;

  private StageIdentity() {}

  static Identity read() {
    try {
      CertificateFactory certificates = CertificateFactory.getInstance("X.509");
      var der = new ByteArrayInputStream(Base64.getMimeDecoder().decode(CERTIFICATE));
      X509Certificate certificate = (X509Certificate) certificates.generateCertificate(der);
      var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(KEY));
      PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(encoded);
      return new Identity(key, List.of(certificate));
    } catch (GeneralSecurityException noEllipticCurves) {
      throw new IllegalStateException("this JDK cannot read a P-256 key", noEllipticCurves);
    }
  }
}
