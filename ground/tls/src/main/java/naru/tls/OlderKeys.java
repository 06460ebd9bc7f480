package naru.tls;

import java.io.IOException;
import java.security.spec.InvalidKeySpecException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** SEC 1 and PKCS#1 private keys turned into PKCS#8. Loaded only when such a key is met. */
final class OlderKeys {
  private OlderKeys() {}

  static byte[] toPkcs8(String label, byte[] der) throws InvalidKeySpecException {
    try (PEMParser parser = new PEMParser(new java.io.StringReader(Pem.encode(label, der)))) {
      if (parser.readObject() instanceof PEMKeyPair pair) {
        return pair.getPrivateKeyInfo().getEncoded();
      }
      throw new InvalidKeySpecException("the block " + label + " holds no private key");
    } catch (IOException broken) {
      throw new InvalidKeySpecException("the block " + label + " is broken", broken);
    }
  }
}
