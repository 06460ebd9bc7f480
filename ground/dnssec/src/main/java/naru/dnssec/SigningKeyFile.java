package naru.dnssec;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Rdata;
import naru.wire.RecordData;
import naru.wire.RecordText;
import naru.wire.RecordType;

/**
 * A signing key as a text file: the DNSKEY data on the first line, then the private half as PKCS#8
 * in PEM (RFC 5958, RFC 7468), which other programs read as it is.
 *
 * <pre>
 * DNSKEY 257 3 13 oJMRESz5E4gYzS/q6XDrvU1qMPYIjCWz...
 * -----BEGIN PRIVATE KEY-----
 * ...
 * -----END PRIVATE KEY-----
 * </pre>
 */
final class SigningKeyFile {
  private static final String PUBLIC = "DNSKEY ";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int LINE_CHARACTERS = 64;

  private SigningKeyFile() {}

  static byte[] write(SigningKey key) {
    String text =
        PUBLIC
            + RecordText.of(RecordType.DNSKEY, key.dnskey().rdata())
            + "\n"
            + BEGIN
            + "\n"
            + Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'}).encodeToString(key.pkcs8())
            + "\n"
            + END
            + "\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static Parsed<SigningKey> read(byte[] file) {
    if (file.length > Limits.KEY_FILE_OCTETS) {
      return broken("a key file of " + file.length + " octets, over " + Limits.KEY_FILE_OCTETS);
    }
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int line = text.indexOf('\n');
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (!text.startsWith(PUBLIC) || line < 0 || begin < line || end < begin) {
      return broken("no key file: a line DNSKEY and a PEM block PRIVATE KEY are missing");
    }
    return switch (dnskey(text.substring(PUBLIC.length(), line))) {
      case Parsed.Ok<RecordData.Dnskey>(RecordData.Dnskey dnskey) ->
          join(dnskey, text.substring(begin + BEGIN.length(), end));
      case Parsed.Malformed<RecordData.Dnskey> malformed -> malformed.as();
    };
  }

  private static Parsed<RecordData.Dnskey> dnskey(String line) {
    return switch (RecordText.parse(RecordType.DNSKEY, line.strip(), Name.ROOT)) {
      case Parsed.Ok<Rdata>(Rdata rdata) ->
          RecordData.read(RecordType.DNSKEY, rdata).map(RecordData.Dnskey.class::cast);
      case Parsed.Malformed<Rdata> malformed -> malformed.as();
    };
  }

  private static Parsed<SigningKey> join(RecordData.Dnskey dnskey, String pem) {
    Optional<Scheme> scheme = Scheme.of(dnskey.algorithm()).filter(KeyPairs::makes);
    if (scheme.isEmpty()) {
      return broken("no keys of algorithm " + dnskey.algorithm() + " are used here");
    }
    try {
      byte[] octets = Base64.getMimeDecoder().decode(pem);
      SigningKey key = key(scheme.orElseThrow(), octets, dnskey);
      return belongsTogether(scheme.orElseThrow(), key)
          ? new Parsed.Ok<>(key)
          : broken("the private half of the key is not that of its DNSKEY line");
    } catch (GeneralSecurityException | RuntimeException refused) {
      // The JDK's providers also throw unchecked exceptions when numbers are odd enough.
      return broken("no private key of algorithm " + dnskey.algorithm());
    } catch (MalformedKeyException malformed) {
      return broken(malformed.reason);
    }
  }

  private static SigningKey key(Scheme scheme, byte[] octets, RecordData.Dnskey dnskey)
      throws GeneralSecurityException {
    PrivateKey privateKey =
        KeyFactory.getInstance(KeyPairs.family(scheme))
            .generatePrivate(new PKCS8EncodedKeySpec(octets));
    return SigningKey.of(scheme, privateKey, dnskey);
  }

  private static boolean belongsTogether(Scheme scheme, SigningKey key)
      throws GeneralSecurityException, MalformedKeyException {
    byte[] probe = key.dnskey().rdata().bytes();
    Signature verifier = Signature.getInstance(scheme.signature);
    verifier.initVerify(new PublicKeys(AlgorithmPolicy.MODERN).read(scheme, key.dnskey()));
    verifier.update(probe);
    return verifier.verify(key.sign(probe));
  }

  private static <T> Parsed<T> broken(String reason) {
    return new Parsed.Malformed<>(reason, 0);
  }
}
