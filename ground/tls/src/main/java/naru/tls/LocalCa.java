package naru.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A certificate authority of this machine's user: one root, and leaves by name at first use.
 *
 * <pre>
 * DIRECTORY/            0700
 *   root-key.pem        0600  private key and certificate in one file: they cannot disagree
 *   root.pem                  the certificate alone, to be given to browsers and curl
 *   leaves/NAME.pem     0600  key and chain of one name, made anew near its end
 * </pre>
 *
 * <p>Of two processes that start at once, the one whose {@code link(2)} succeeds has made the root,
 * and the other reads it; files appear whole or not at all, so no lock is needed. With everything
 * on the disk, no key is generated and Bouncy Castle is not loaded. Thread-safe.
 */
public final class LocalCa {
  /** What every local root may vouch for: names and addresses that never leave this machine. */
  public static final List<String> ALWAYS_PERMITTED =
      List.of("test", "localhost", "127.0.0.0/8", "::1/128");

  private static final String ROOT_WITH_KEY = "root-key.pem";
  private static final String ROOT = "root.pem";
  private static final String LEAVES = "leaves";

  private final Path directory;
  private final X509Certificate root;
  private final PermittedNames permitted;
  private final Map<String, Identity> leaves = new ConcurrentHashMap<>();

  private LocalCa(Path directory, X509Certificate root) {
    this.directory = directory;
    this.root = root;
    this.permitted = PermittedNames.of(root);
  }

  /**
   * Opens the CA kept in this directory, or makes it.
   *
   * @param furtherNames DNS names or IP addresses, beside {@link #ALWAYS_PERMITTED}, that it must
   *     be able to vouch for; an existing root that may not is a failure, never replaced
   */
  public static Loaded<LocalCa> open(Path directory, List<String> furtherNames, Instant now) {
    for (String name : furtherNames) {
      if (PeerName.of(name).isEmpty()) {
        return failed(new TlsTrouble.NotAName(name));
      }
    }
    return prepare(directory)
        .then(ready -> rootText(ready, furtherNames, now))
        .then(text -> readRoot(directory, text, now))
        .then(ca -> ca.covering(furtherNames))
        .then(LocalCa::publishRoot);
  }

  private static Loaded<Path> prepare(Path directory) {
    try {
      if (Files.isDirectory(directory) && OwnerFiles.strangersMayWrite(directory)) {
        return failed(
            new TlsTrouble.Exposed(
                directory,
                OwnerFiles.permissions(directory),
                "others could have put keys there; use another directory"));
      }
      OwnerFiles.makeDirectory(directory);
      OwnerFiles.makeDirectory(directory.resolve(LEAVES));
      return new Loaded.Ready<>(directory);
    } catch (IOException refused) {
      return failed(new TlsTrouble.Unwritable(directory, OwnerFiles.reason(refused)));
    }
  }

  /** The text of the root's file, which this call makes where there is none. */
  private static Loaded<String> rootText(Path directory, List<String> furtherNames, Instant now) {
    Path file = directory.resolve(ROOT_WITH_KEY);
    if (!Files.exists(file)) {
      try {
        var _ = OwnerFiles.publishOnce(file, text(newRoot(furtherNames, now)));
      } catch (IOException refused) {
        return failed(new TlsTrouble.Unwritable(file, OwnerFiles.reason(refused)));
      }
    }
    try {
      if (OwnerFiles.strangersMayRead(file)) {
        return failed(
            new TlsTrouble.Exposed(
                file, OwnerFiles.permissions(file), "chmod 600 it, or remove it"));
      }
      return new Loaded.Ready<>(OwnerFiles.read(file));
    } catch (IOException unreadable) {
      return failed(new TlsTrouble.Unreadable(file, OwnerFiles.reason(unreadable)));
    }
  }

  /** Each root has a name of its own, so that an older one left in a browser never confuses. */
  private static Identity newRoot(List<String> furtherNames, Instant now) {
    KeyPair keys = CertificateRecipe.newKeys();
    byte[] point = keys.getPublic().getEncoded();
    String id = HexFormat.of().formatHex(point, point.length - Integer.BYTES, point.length);
    List<String> names = new ArrayList<>(ALWAYS_PERMITTED);
    names.addAll(furtherNames);
    return CertificateRecipe.authority(
            "CN=Naru local root " + id + ",O=Naru",
            keys,
            now.minus(Limits.CLOCK_SKEW),
            now.plus(Limits.ROOT_LIFE))
        .as(new CertificateRecipe.Authority(0, names))
        .selfSigned();
  }

  private static Loaded<LocalCa> readRoot(Path directory, String text, Instant now) {
    Path file = directory.resolve(ROOT_WITH_KEY);
    try {
      Optional<String> body = Seal.open(text);
      if (body.isEmpty()) {
        return failed(new TlsTrouble.Malformed(file, "it was changed or cut: remove the file"));
      }
      X509Certificate root = Pem.certificates(Pem.blocks(body.get())).getFirst();
      Instant end = root.getNotAfter().toInstant();
      return end.isBefore(now)
          ? failed(new TlsTrouble.RootExpired(file, end))
          : new Loaded.Ready<>(new LocalCa(directory, root));
    } catch (CertificateException broken) {
      return failed(new TlsTrouble.Malformed(file, "not a root certificate: remove the file"));
    }
  }

  private Loaded<LocalCa> covering(List<String> names) {
    for (String name : names) {
      if (!covers(name)) {
        return failed(new TlsTrouble.NotPermitted(keyFile(), name, permittedNames()));
      }
    }
    return new Loaded.Ready<>(this);
  }

  private Loaded<LocalCa> publishRoot() {
    try {
      String pem = rootPem();
      if (!Files.exists(rootFile()) || !OwnerFiles.read(rootFile()).equals(pem)) {
        OwnerFiles.replace(rootFile(), pem);
      }
      return new Loaded.Ready<>(this);
    } catch (IOException refused) {
      return failed(new TlsTrouble.Unwritable(rootFile(), OwnerFiles.reason(refused)));
    }
  }

  /**
   * The identity of this name or address: from memory, from the disk, or made now.
   *
   * <p>Hosts are compared without case; only names that the root {@linkplain #covers covers}.
   */
  public Loaded<Identity> identityFor(String host, Instant now) {
    Optional<PeerName> parsed = PeerName.of(host);
    if (parsed.isEmpty()) {
      return failed(new TlsTrouble.NotAName(host));
    }
    PeerName name = parsed.get();
    if (!permitted.permit(name)) {
      return failed(new TlsTrouble.NotPermitted(keyFile(), name.text(), permittedNames()));
    }
    Identity known = leaves.get(name.text());
    if (known != null && fresh(known, now)) {
      return new Loaded.Ready<>(known);
    }
    return storedLeaf(name, now)
        .<Loaded<Identity>>map(Loaded.Ready::new)
        .orElseGet(() -> makeLeaf(name, now))
        .then(identity -> remember(name, identity));
  }

  private Loaded<Identity> remember(PeerName name, Identity identity) {
    leaves.put(name.text(), identity);
    return new Loaded.Ready<>(identity);
  }

  /** A leaf on the disk that cannot be used for whatever reason is no loss: it is made anew. */
  private Optional<Identity> storedLeaf(PeerName name, Instant now) {
    try {
      Path file = leafFile(name);
      if (!Files.exists(file) || OwnerFiles.strangersMayRead(file)) {
        return Optional.empty();
      }
      List<Pem.Block> blocks = Pem.blocks(Seal.open(OwnerFiles.read(file)).orElse(""));
      List<X509Certificate> chain = Pem.certificates(blocks);
      Optional<PrivateKey> key = Pem.privateKey(blocks);
      if (chain.isEmpty() || key.isEmpty()) {
        return Optional.empty();
      }
      Identity identity = new Identity(key.get(), chain);
      boolean usable = fresh(identity, now) && isFor(identity, name) && isOurs(identity);
      return usable ? Optional.of(identity) : Optional.empty();
    } catch (IOException | GeneralSecurityException unusable) {
      return Optional.empty();
    }
  }

  private static boolean fresh(Identity identity, Instant now) {
    Instant begin = identity.leaf().getNotBefore().toInstant();
    Instant end = identity.leaf().getNotAfter().toInstant();
    return !now.isBefore(begin) && now.plus(Limits.LEAF_RENEWAL).isBefore(end);
  }

  private static boolean isFor(Identity identity, PeerName name) {
    return SubjectNames.of(identity.leaf()).match(name);
  }

  /** A root's name holds a part of its key, so another root has another name. */
  private boolean isOurs(Identity identity) {
    return identity.leaf().getIssuerX500Principal().equals(root.getSubjectX500Principal());
  }

  private Loaded<Identity> makeLeaf(PeerName name, Instant now) {
    if (leaves.size() >= Limits.LEAVES && !leaves.containsKey(name.text())) {
      return failed(new TlsTrouble.TooManyLeaves(directory, Limits.LEAVES));
    }
    return signer()
        .then(signer -> {
          Identity issued = issue(signer, name, now);
          return store(name, new Identity(issued.key(), List.of(issued.leaf())));
        });
  }

  /** The root with its key, read only when something is to be signed. */
  private Loaded<Identity> signer() {
    return Identity.fromPem(keyFile(), keyFile())
        .then(read ->
            read.leaf().equals(root)
                ? new Loaded.Ready<>(read)
                : failed(
                    new TlsTrouble.Malformed(keyFile(), "the root changed meanwhile: restart")));
  }

  private Identity issue(Identity signer, PeerName name, Instant now) {
    Instant end = now.plus(Limits.LEAF_LIFE);
    Instant rootEnd = root.getNotAfter().toInstant();
    return CertificateRecipe.server(
            subject(name),
            List.of(name.text()),
            CertificateRecipe.newKeys(),
            now.minus(Limits.CLOCK_SKEW),
            end.isBefore(rootEnd) ? end : rootEnd)
        .issuedBy(signer);
  }

  /** OpenSSL holds a common name that looks like a DNS name against the constraints. */
  private static String subject(PeerName name) {
    final int longestCommonName = 64; // RFC 5280 appendix A.1, ub-common-name
    boolean fits = name instanceof PeerName.Dns(String dns) && dns.length() <= longestCommonName;
    return fits ? "CN=" + name.text() + ",O=Naru" : "O=Naru";
  }

  private Loaded<Identity> store(PeerName name, Identity identity) {
    Path file = leafFile(name);
    try {
      OwnerFiles.replace(file, text(identity));
      return new Loaded.Ready<>(identity);
    } catch (IOException refused) {
      return failed(new TlsTrouble.Unwritable(file, OwnerFiles.reason(refused)));
    }
  }

  private static String text(Identity identity) {
    StringBuilder text =
        new StringBuilder(Pem.encode(Pem.PRIVATE_KEY, identity.key().getEncoded()));
    identity.chain().forEach(certificate -> text.append(encode(certificate)));
    return Seal.put(text.toString());
  }

  private static String encode(X509Certificate certificate) {
    try {
      return Pem.encode(certificate);
    } catch (CertificateException impossible) {
      throw new IllegalStateException("a parsed certificate has an encoding", impossible);
    }
  }

  /** Where this CA lives. */
  public Path directory() {
    return directory;
  }

  /** The root certificate. */
  public X509Certificate root() {
    return root;
  }

  /** The root certificate as PEM: public, without the key. */
  public String rootPem() {
    return encode(root);
  }

  /** The file with the root certificate alone, for {@code curl --cacert}. */
  public Path rootFile() {
    return directory.resolve(ROOT);
  }

  /** The names and networks that the root may vouch for. */
  public List<String> permittedNames() {
    return permitted.shown();
  }

  /** Whether the root may vouch for this host. */
  public boolean covers(String host) {
    return PeerName.of(host).filter(permitted::permit).isPresent();
  }

  /** This root as something to trust. */
  public TrustRoots trust() {
    return TrustRoots.of("local CA " + rootFile(), List.of(root));
  }

  private Path keyFile() {
    return directory.resolve(ROOT_WITH_KEY);
  }

  private Path leafFile(PeerName name) {
    return directory.resolve(LEAVES).resolve(name.text().replace(':', '_') + ".pem");
  }

  private static <T> Loaded<T> failed(TlsTrouble trouble) {
    return new Loaded.Failed<>(trouble);
  }
}
