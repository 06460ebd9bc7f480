package naru.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Turns recipes into certificates: built by Bouncy Castle, signed by the JDK.
 *
 * <p>Loading this class loads Bouncy Castle, so nobody touches it whose certificates are on the
 * disk already. Stateless.
 */
final class CertificateMaker {
  private static final int SERIAL_OCTETS = 16; // RFC 5280 §4.1.2.2 allows 20
  private static final int BITS_PER_OCTET = 8;

  private CertificateMaker() {}

  static Identity selfSigned(CertificateRecipe recipe) {
    X509Certificate made = make(recipe, new X500Principal(recipe.subject()), recipe.keys());
    return new Identity(recipe.keys().getPrivate(), List.of(made));
  }

  static Identity issuedBy(CertificateRecipe recipe, Identity issuer) {
    X500Principal name = issuer.leaf().getSubjectX500Principal();
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(make(recipe, name, issuer.keyPair()));
    chain.addAll(issuer.chain());
    return new Identity(recipe.keys().getPrivate(), chain);
  }

  private static X509Certificate make(
      CertificateRecipe recipe, X500Principal issuer, KeyPair issuerKeys) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              X500Name.getInstance(issuer.getEncoded()),
              serial(recipe.keys()),
              Date.from(recipe.notBefore()),
              Date.from(recipe.notAfter()),
              X500Name.getInstance(new X500Principal(recipe.subject()).getEncoded()),
              recipe.keys().getPublic());
      addIdentifiers(builder, recipe, issuerKeys);
      addRole(builder, recipe);
      addNames(builder, recipe.names());
      var signer = new JcaContentSignerBuilder(recipe.signature()).build(issuerKeys.getPrivate());
      return Pem.certificate(builder.build(signer).getEncoded());
    } catch (IOException | OperatorCreationException | GeneralSecurityException impossible) {
      throw new IllegalArgumentException(
          "no certificate comes of the recipe for " + recipe.subject(), impossible);
    }
  }

  /** Unique and not to be guessed, as the public key is fresh: RFC 5280 §4.1.2.2. */
  private static BigInteger serial(KeyPair keys) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded());
    return new BigInteger(1, digest, 0, SERIAL_OCTETS)
        .clearBit(SERIAL_OCTETS * BITS_PER_OCTET - 1)
        .setBit(SERIAL_OCTETS * BITS_PER_OCTET - 2);
  }

  private static void addIdentifiers(
      X509v3CertificateBuilder builder, CertificateRecipe recipe, KeyPair issuerKeys)
      throws IOException, GeneralSecurityException {
    var identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        identifiers.createSubjectKeyIdentifier(recipe.keys().getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
  }

  private static void addRole(X509v3CertificateBuilder builder, CertificateRecipe recipe)
      throws IOException {
    if (recipe.keyUsage() != 0) {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(recipe.keyUsage()));
    }
    switch (recipe.role()) {
      case CertificateRecipe.Authority(int pathLength, List<String> permitted) -> {
        BasicConstraints authority =
            pathLength == Integer.MAX_VALUE
                ? new BasicConstraints(true)
                : new BasicConstraints(pathLength);
        builder.addExtension(Extension.basicConstraints, true, authority);
        addConstraints(builder, permitted);
      }
      case CertificateRecipe.EndEntity(List<String> usages) -> {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        addExtendedUsages(builder, usages);
      }
    }
  }

  private static void addExtendedUsages(X509v3CertificateBuilder builder, List<String> usages)
      throws IOException {
    if (!usages.isEmpty()) {
      KeyPurposeId[] purposes =
          usages.stream()
              .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
              .toArray(KeyPurposeId[]::new);
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }
  }

  /** RFC 5280 §4.2.1.10: critical, so that who cannot honour it refuses the whole root. */
  private static void addConstraints(X509v3CertificateBuilder builder, List<String> permitted)
      throws IOException {
    if (!permitted.isEmpty()) {
      GeneralSubtree[] subtrees =
          permitted.stream()
              .map(name -> new GeneralSubtree(subtree(name)))
              .toArray(GeneralSubtree[]::new);
      builder.addExtension(
          Extension.nameConstraints, true, new NameConstraints(subtrees, new GeneralSubtree[0]));
    }
  }

  /** A DNS name, an address, or a network as {@code 127.0.0.0/8}. */
  private static GeneralName subtree(String name) {
    if (PeerName.of(name).orElse(null) instanceof PeerName.Dns(String dns)) {
      return new GeneralName(GeneralName.dNSName, dns);
    }
    return new GeneralName(
        GeneralName.iPAddress, new DEROctetString(Network.of(name).addressAndMask()));
  }

  private static void addNames(X509v3CertificateBuilder builder, List<String> names)
      throws IOException {
    if (!names.isEmpty()) {
      GeneralName[] general =
          names.stream().map(CertificateMaker::generalName).toArray(GeneralName[]::new);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(general));
    }
  }

  private static GeneralName generalName(String name) {
    return switch (PeerName.of(name).orElse(new PeerName.Dns(name))) {
      case PeerName.Dns(String dns) -> new GeneralName(GeneralName.dNSName, dns);
      case PeerName.Address(InetAddress address) ->
          new GeneralName(GeneralName.iPAddress, new DEROctetString(address.getAddress()));
    };
  }
}
