package naru.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.security.auth.x500.X500Principal;

/** One place that holds root certificates, asked by name. Thread-safe. */
sealed interface TrustStore {

  /** The roots of this name: mostly none or one. */
  List<X509Certificate> named(X500Principal subject);

  /** What it is, for a message. */
  String describe();

  /** Roots held in memory. Immutable. */
  record Held(String description, List<X509Certificate> roots) implements TrustStore {
    @Override
    public List<X509Certificate> named(X500Principal subject) {
      return roots.stream().filter(root -> root.getSubjectX500Principal().equals(subject)).toList();
    }

    @Override
    public String describe() {
      return description + (roots.size() == 1 ? "" : " (" + roots.size() + " roots)");
    }
  }

  /**
   * The machine's own roots, read when first asked.
   *
   * <p>Parsing some 140 certificates costs tens of milliseconds; so only those are parsed whose
   * octets contain the name that is looked for.
   */
  final class Machine implements TrustStore {
    /** Where the systems keep their bundle: Debian, Fedora, openSUSE, Alpine and macOS. */
    private static final List<Path> BUNDLES =
        List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    private final Supplier<Bundle> bundle = StableOnce.of(Machine::read);

    private record Bundle(String source, List<Pem.Block> roots) {}

    private static Bundle read() {
      return BUNDLES.stream()
          .map(Machine::readPem)
          .flatMap(Optional::stream)
          .findFirst()
          .orElseGet(Machine::readJdk);
    }

    private static Optional<Bundle> readPem(Path file) {
      try {
        if (!Files.isReadable(file)) {
          return Optional.empty();
        }
        List<Pem.Block> roots =
            Pem.blocks(OwnerFiles.read(file)).stream().filter(Pem::isCertificate).toList();
        return roots.isEmpty()
            ? Optional.empty()
            : Optional.of(new Bundle("system trust store " + file, roots));
      } catch (IOException | CertificateException unusable) {
        return Optional.empty();
      }
    }

    private static Bundle readJdk() {
      Path file = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
      List<Pem.Block> roots = new ArrayList<>();
      try {
        KeyStore store = KeyStore.getInstance(file.toFile(), (char[]) null);
        for (String alias : Collections.list(store.aliases())) {
          roots.add(new Pem.Block(Pem.CERTIFICATE, store.getCertificate(alias).getEncoded()));
        }
      } catch (IOException | GeneralSecurityException unusable) {
        return new Bundle("no system trust store", List.of());
      }
      return new Bundle("the JDK's trust store " + file, roots);
    }

    @Override
    public List<X509Certificate> named(X500Principal subject) {
      byte[] name = subject.getEncoded();
      List<X509Certificate> found = new ArrayList<>();
      for (Pem.Block block : bundle.get().roots()) {
        if (contains(block.der(), name)) {
          parse(block)
              .filter(r -> r.getSubjectX500Principal().equals(subject))
              .ifPresent(found::add);
        }
      }
      return found;
    }

    /** Every root, parsed: slow. */
    List<X509Certificate> all() {
      return bundle.get().roots().stream().map(Machine::parse).flatMap(Optional::stream).toList();
    }

    private static Optional<X509Certificate> parse(Pem.Block block) {
      try {
        return Optional.of(Pem.certificate(block.der()));
      } catch (CertificateException broken) {
        return Optional.empty(); // one odd root in a bundle must not take the others along
      }
    }

    private static boolean contains(byte[] octets, byte[] part) {
      for (int at = 0; at <= octets.length - part.length; at++) {
        int same = 0;
        while (same < part.length && octets[at + same] == part[same]) {
          same++;
        }
        if (same == part.length) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String describe() {
      Bundle read = bundle.get();
      return "%s (%d roots)".formatted(read.source(), read.roots().size());
    }
  }
}
