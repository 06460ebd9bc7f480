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
  /** P-256, CN=naru rehearsal root, valid from 2020 to 2120; its key is nowhere. */
  private static final String ROOT =
      """
      MIIB+jCCAaGgAwIBAgIQbcGSbiSoXPlFWE24yS711jAKBggqhkjOPQQDAjAeMRwwGgYDVQQDExNu
      YXJ1IHJlaGVhcnNhbCByb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAeMRww
      GgYDVQQDExNuYXJ1IHJlaGVhcnNhbCByb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAExMsQ
      V+K6ew+MXRO4Xumrm0yYBVgckI8V/1/fbvhR1VfNLsnIH3cG9PTxxXWjTht/EM+mRYXnY4hwU8JN
      57K36aOBvjCBuzAdBgNVHQ4EFgQUX8UU3HcCcDN2nbT8rRemIv2V8hEwHwYDVR0jBBgwFoAUX8UU
      3HcCcDN2nbT8rRemIv2V8hEwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8CAQAwVQYD
      VR0eAQH/BEswSaBFMAaCBHRlc3QwC4IJbG9jYWxob3N0MAqHCH8AAAD/AAAAMCKHIAAAAAAAAAAA
      AAAAAAAAAAH/////////////////////oQAwCgYIKoZIzj0EAwIDRwAwRAIgPtc/clICI2Sx+TNp
      56gJUX9Bt8SKiPTDFlhI162LcOcCIHU3Xg1TcqoS1KAks81bW+LbnIwZVLaUS7IEuyDqCas7
      """;

  /** P-256, CN=naru rehearsal, localhost, issued by the root for the same time. */
  private static final String LEAF =
      """
      MIIBxDCCAWqgAwIBAgIQfYoKzwG4maOt6YIoc4UV3jAKBggqhkjOPQQDAjAeMRwwGgYDVQQDExNu
      YXJ1IHJlaGVhcnNhbCByb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAZMRcw
      FQYDVQQDEw5uYXJ1IHJlaGVhcnNhbDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPxSiDhXTv95
      4unTddG9AdD1AajFVwmBc/KcwbuLWruZ88doQDOb8gBtSohyPfEYQM1tzUn0JSfLovO9s8YXX0uj
      gYwwgYkwHQYDVR0OBBYEFHZXc2+PVGlWFKZDzKTf2MEPljb9MB8GA1UdIwQYMBaAFF/FFNx3AnAz
      dp20/K0XpiL9lfIRMA4GA1UdDwEB/wQEAwIHgDAMBgNVHRMBAf8EAjAAMBMGA1UdJQQMMAoGCCsG
      AQUFBwMBMBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAKBggqhkjOPQQDAgNIADBFAiEAoBpittdYqvsm
      35OUDel4wyNnioNv9uEAxO8wRsWlmYwCIEe3XQU177hyXrxBN11Z0egioYQYxArdBJAo2lqwwX1l
      """;

  private static final String KEY =
      """
      MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCCr8Lw7fuL49mN/IbFDAzLn76V3Ycve
      XYkLWWxZvULAtA==
      """;

  private StageIdentity() {}

  static Identity read() {
    try {
      var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(KEY));
      PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(encoded);
      return new Identity(key, List.of(certificate(LEAF)));
    } catch (GeneralSecurityException noEllipticCurves) {
      throw new IllegalStateException("this JDK cannot read a P-256 key", noEllipticCurves);
    }
  }

  /** Whom to trust: a root that may vouch for some names only, judged as that of a local CA is. */
  static X509Certificate root() {
    try {
      return certificate(ROOT);
    } catch (GeneralSecurityException noCertificates) {
      throw new IllegalStateException("every JDK reads certificates", noCertificates);
    }
  }

  private static X509Certificate certificate(String text) throws GeneralSecurityException {
    var der = new ByteArrayInputStream(Base64.getMimeDecoder().decode(text));
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(der);
  }
}
