package naru.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
  @TempDir Path directory;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static String pkcs8(KeyPair keys) {
    return Pem.encode(Pem.PRIVATE_KEY, keys.getPrivate().getEncoded());
  }

  /** SEC 1 or PKCS#1, as {@code openssl} wrote them before version 3. */
  private static String older(KeyPair keys) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
    if (keys.getPrivate() instanceof ECPrivateKey ec) {
      ASN1Encodable curve = info.getPrivateKeyAlgorithm().getParameters();
      var sec1 = new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(), curve);
      return Pem.encode("EC PRIVATE KEY", sec1.getEncoded());
    }
    return Pem.encode("RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
  }

  private static Identity self(KeyPair keys, String signature) {
    return Pki.server(Pki.BEFORE, Pki.AFTER, keys, Pki.HOST).signedWith(signature).selfSigned();
  }

  @Test
  void readsEcAndRsaKeysOfBothAges() throws Exception {
    KeyPair ec = CertificateRecipe.newKeys();
    KeyPair rsa = Pki.rsa(2048);
    Path ecCert = write("ec.pem", "comment\n" + Pem.encode(self(ec, "SHA256withECDSA").leaf()));
    Path rsaCert = write("rsa.pem", Pem.encode(self(rsa, "SHA256withRSA").leaf()));
    for (String text : new String[] {pkcs8(ec), older(ec)}) {
      Identity identity = Identity.fromPem(ecCert, write("key.pem", text)).orThrow();
      assertThat(((ECPrivateKey) identity.key()).getS())
          .isEqualTo(((ECPrivateKey) ec.getPrivate()).getS());
    }
    for (String text : new String[] {pkcs8(rsa), older(rsa)}) {
      Identity identity = Identity.fromPem(rsaCert, write("key.pem", text)).orThrow();
      assertThat(identity.key()).isEqualTo(rsa.getPrivate());
    }
  }

  @Test
  void noticesAKeyOfAnotherCertificate() throws Exception {
    Path cert =
        write("c.pem", Pem.encode(self(CertificateRecipe.newKeys(), "SHA256withECDSA").leaf()));
    for (KeyPair other : new KeyPair[] {CertificateRecipe.newKeys(), Pki.rsa(1024)}) {
      Path key = write("k.pem", pkcs8(other));
      assertThat(Identity.fromPem(cert, key))
          .isEqualTo(new Loaded.Failed<>(new TlsTrouble.KeyMismatch(cert, key)));
    }
  }

  @Test
  void namesTheGuiltyFile() throws Exception {
    Identity identity = self(CertificateRecipe.newKeys(), "SHA256withECDSA");
    Path cert = write("c.pem", Pem.encode(identity.leaf()));
    Path encrypted = write("e.pem", Pem.encode("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}));
    Path cut = write("cut.pem", pkcs8(identity.keyPair()).substring(0, 90));
    Path garbage = write("g.pem", Pem.encode(Pem.CERTIFICATE, new byte[] {1, 2, 3}));
    Path broken = write("b.pem", Pem.encode("EC PRIVATE KEY", new byte[] {1, 2, 3}));
    assertThat(line(cert, encrypted)).startsWith(encrypted + ": ").contains("encrypted");
    assertThat(line(cert, cut)).startsWith(cut + ": ").contains("END");
    assertThat(line(cert, cert)).isEqualTo(cert + ": no private key in it");
    assertThat(line(cert, broken)).startsWith(broken + ": ");
    assertThat(line(garbage, cert)).startsWith(garbage + ": ");
    assertThat(line(directory, cert)).contains("cannot read " + directory, "a directory");
  }

  private static String line(Path cert, Path key) {
    Loaded<Identity> loaded = Identity.fromPem(cert, key);
    assertThat(loaded).isInstanceOf(Loaded.Failed.class);
    return ((Loaded.Failed<Identity>) loaded).trouble().line();
  }

  @Test
  void neverPrintsItsKey() {
    Identity identity = self(CertificateRecipe.newKeys(), "SHA256withECDSA");
    assertThat(identity).hasToString("Identity[CN=server, chain of 1]");
  }
}
