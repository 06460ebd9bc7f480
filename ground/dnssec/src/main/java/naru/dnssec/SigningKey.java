package naru.dnssec;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Optional;
import naru.time.Chance;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;

/**
 * A zone's key with its private half. Signing the same twice gives the same signature, whatever the
 * algorithm, so that a world is decided by its keys. Immutable, thread-safe.
 */
public final class SigningKey {
  private static final int PROTOCOL = 3;

  private final Scheme scheme;
  private final PrivateKey privateKey;
  private final RecordData.Dnskey dnskey;
  private final int keyTag;

  private SigningKey(Scheme scheme, PrivateKey privateKey, RecordData.Dnskey dnskey) {
    this.scheme = scheme;
    this.privateKey = privateKey;
    this.dnskey = dnskey;
    this.keyTag = KeyTag.of(dnskey);
  }

  /**
   * A new key by the JDK's own chance.
   *
   * @param algorithm 8 (2048 bits), 13, 14, 15 or 16
   * @param secureEntryPoint whether it is a key that the parent vouches for
   */
  public static SigningKey generate(int algorithm, boolean secureEntryPoint) {
    return generate(algorithm, secureEntryPoint, Optional.empty());
  }

  /** A new key that {@code chance} alone decides, as a simulation needs it. */
  public static SigningKey generate(int algorithm, boolean secureEntryPoint, Chance chance) {
    return generate(algorithm, secureEntryPoint, Optional.of(GivenRandom.of(chance)));
  }

  private static SigningKey generate(
      int algorithm, boolean secureEntryPoint, Optional<SecureRandom> chance) {
    Scheme scheme =
        Scheme.of(algorithm)
            .filter(KeyPairs::makes)
            .orElseThrow(() -> new IllegalArgumentException("no keys of algorithm " + algorithm));
    KeyPair pair = KeyPairs.generate(scheme, chance);
    int flags =
        RecordData.Dnskey.ZONE | (secureEntryPoint ? RecordData.Dnskey.SECURE_ENTRY_POINT : 0);
    Rdata octets = Rdata.of(KeyPairs.octets(scheme, pair.getPublic()));
    return new SigningKey(
        scheme, pair.getPrivate(), new RecordData.Dnskey(flags, PROTOCOL, algorithm, octets));
  }

  /**
   * The key of a zone that has none of its own, of the same kind as this one and decided by it:
   * whoever has this key has that one. For a world, which keeps one key for all its zones.
   */
  public SigningKey derived(Name zone) {
    SecureRandom decided = GivenRandom.derived(pkcs8(), zone.lowerCase().wire());
    return generate(scheme.algorithm, isSecureEntryPoint(), Optional.of(decided));
  }

  /** A key of halves that belong together. */
  static SigningKey of(Scheme scheme, PrivateKey privateKey, RecordData.Dnskey dnskey) {
    return new SigningKey(scheme, privateKey, dnskey);
  }

  /** The key that {@link #write} wrote; malformed where the halves do not belong together. */
  public static Parsed<SigningKey> read(byte[] file) {
    return SigningKeyFile.read(file);
  }

  /** Public and private half as a text file, which its owner alone may read. */
  public byte[] write() {
    return SigningKeyFile.write(this);
  }

  /** The public half. */
  public RecordData.Dnskey dnskey() {
    return dnskey;
  }

  /** The private half as the JDK has it. */
  PrivateKey privateKey() {
    return privateKey;
  }

  /** The private half, for whoever writes it down. */
  byte[] pkcs8() {
    return privateKey.getEncoded();
  }

  /** The public half's tag. */
  public int keyTag() {
    return keyTag;
  }

  /** Whether the parent may vouch for it. */
  public boolean isSecureEntryPoint() {
    return (dnskey.flags() & RecordData.Dnskey.SECURE_ENTRY_POINT) != 0;
  }

  /** The same key, which takes itself back in what it signs (RFC 5011 §2.1). */
  public SigningKey revoked() {
    RecordData.Dnskey taken =
        new RecordData.Dnskey(
            dnskey.flags() | RecordData.Dnskey.REVOKE,
            dnskey.protocol(),
            dnskey.algorithm(),
            dnskey.publicKey());
    return new SigningKey(scheme, privateKey, taken);
  }

  /** The DS record of it for its zone's parent, with SHA-256. */
  public RecordData.Ds ds(Name zone) {
    return DsDigest.of(zone, dnskey, 2).orElseThrow();
  }

  /**
   * The RRSIG record over {@code set}, valid from {@code inception} to {@code expiration}, both
   * included and in whole seconds.
   */
  public Record sign(RecordSet set, Name signer, Instant inception, Instant expiration) {
    RecordData.Rrsig unsigned = rrsig(set, signer, inception, expiration, Rdata.of(new byte[0]));
    byte[] input = SignatureInput.of(set, unsigned).orElseThrow();
    Rdata signature = Rdata.of(sign(input));
    RecordData.Rrsig signed = rrsig(set, signer, inception, expiration, signature);
    return new Record(
        set.owner(), signed.type(), set.recordClass(), set.ttlSeconds(), signed.rdata());
  }

  private RecordData.Rrsig rrsig(
      RecordSet set, Name signer, Instant inception, Instant expiration, Rdata signature) {
    return new RecordData.Rrsig(
        set.type(),
        scheme.algorithm,
        SignatureInput.labels(set.owner()),
        set.ttlSeconds(),
        serial(expiration),
        serial(inception),
        keyTag,
        signer.lowerCase(),
        signature);
  }

  /** RFC 4034 §3.1.5: seconds modulo 2^32. */
  private static long serial(Instant instant) {
    return instant.getEpochSecond() & 0xffff_ffffL;
  }

  /** The signature over octets, in the form that an RRSIG record has. */
  byte[] sign(byte[] input) {
    try {
      Signature signature = Signature.getInstance(scheme.signature);
      switch (scheme) {
        case P256, P384 -> signature.initSign(privateKey, GivenRandom.of(pkcs8(), input));
        default -> signature.initSign(privateKey);
      }
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException notOurKey) {
      throw new IllegalStateException(notOurKey);
    }
  }

  /** Its owner may print it: the tag and the algorithm only. */
  @Override
  public String toString() {
    return "key " + keyTag + " of algorithm " + scheme.algorithm;
  }
}
