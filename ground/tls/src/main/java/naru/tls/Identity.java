package naru.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Who a server is: a private key and the chain that vouches for it, leaf first. Immutable; its text
 * never shows the key.
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {

  /** Takes a chain of at least one certificate. */
  public Identity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an identity needs a certificate");
    }
  }

  /** The certificate of the key itself. */
  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /**
   * Reads a certificate chain and its key, PEM both (one file may hold both).
   *
   * <p>Keys: PKCS#8, SEC 1 or PKCS#1, not encrypted; EC, RSA or EdDSA.
   */
  public static Loaded<Identity> fromPem(Path certificateFile, Path keyFile) {
    return readChain(certificateFile)
        .then(chain -> readKey(keyFile).then(key -> join(certificateFile, keyFile, chain, key)));
  }

  private static Loaded<Identity> join(
      Path certificateFile, Path keyFile, List<X509Certificate> chain, PrivateKey key) {
    if (!belongTogether(key, chain.getFirst().getPublicKey())) {
      return new Loaded.Failed<>(new TlsTrouble.KeyMismatch(certificateFile, keyFile));
    }
    return new Loaded.Ready<>(new Identity(key, chain));
  }

  static Loaded<List<X509Certificate>> readChain(Path file) {
    try {
      List<X509Certificate> chain = Pem.certificates(Pem.blocks(OwnerFiles.read(file)));
      return chain.isEmpty() ? malformed(file, "no certificate in it") : new Loaded.Ready<>(chain);
    } catch (IOException unreadable) {
      return unreadable(file, unreadable);
    } catch (CertificateException broken) {
      return malformed(file, "a certificate in it cannot be read: " + broken.getMessage());
    }
  }

  private static Loaded<PrivateKey> readKey(Path file) {
    try {
      Optional<PrivateKey> key = Pem.privateKey(Pem.blocks(OwnerFiles.read(file)));
      return key.<Loaded<PrivateKey>>map(Loaded.Ready::new)
          .orElseGet(() -> malformed(file, "no private key in it"));
    } catch (IOException unreadable) {
      return unreadable(file, unreadable);
    } catch (GeneralSecurityException broken) {
      return malformed(file, String.valueOf(broken.getMessage()));
    }
  }

  private static <T> Loaded<T> malformed(Path file, String reason) {
    return new Loaded.Failed<>(new TlsTrouble.Malformed(file, reason));
  }

  private static <T> Loaded<T> unreadable(Path file, IOException why) {
    return new Loaded.Failed<>(new TlsTrouble.Unreadable(file, OwnerFiles.reason(why)));
  }

  /** Whether what the private key signs is verified by the public key. */
  static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
    byte[] probe = publicKey.getEncoded();
    try {
      Signature signature = Signature.getInstance(probeAlgorithm(privateKey));
      signature.initSign(privateKey);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException differentKinds) {
      return false;
    }
  }

  private static String probeAlgorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> key.getAlgorithm();
    };
  }

  KeyPair keyPair() {
    return new KeyPair(leaf().getPublicKey(), key);
  }

  @Override
  public String toString() {
    return "Identity[" + leaf().getSubjectX500Principal() + ", chain of " + chain.size() + "]";
  }
}
