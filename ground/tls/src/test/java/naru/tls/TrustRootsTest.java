package naru.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import naru.tls.ChainVerdict.Unfit;
import naru.tls.ChainVerdict.Unfitness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustRootsTest {
  private final Pki pki = new Pki();

  private ChainVerdict judge(Identity identity) {
    return pki.trust.judge(identity.chain(), Pki.HOST, Pki.NOW);
  }

  private static Unfitness unfitness(ChainVerdict verdict) {
    assertThat(verdict).isInstanceOf(Unfit.class);
    return ((Unfit) verdict).what();
  }

  @Test
  void trustsAChainThatEndsAtARoot() {
    ChainVerdict verdict = judge(Pki.server(Pki.HOST).issuedBy(pki.intermediate));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            ChainVerdict.Trusted.class,
            trusted -> {
              assertThat(trusted.path()).hasSize(3).endsWith(pki.root.leaf());
              assertThat(trusted.trustStore()).isEqualTo("the small world");
            });
  }

  @Test
  void trustsAChainSentInTheWrongOrderAndWithStrangers() {
    Identity server = Pki.server(Pki.HOST).issuedBy(pki.intermediate);
    Identity stranger = Pki.authority("CN=Stranger").selfSigned();
    List<X509Certificate> shuffled =
        List.of(server.leaf(), stranger.leaf(), pki.root.leaf(), pki.intermediate.leaf());
    assertThat(pki.trust.judge(shuffled, Pki.HOST, Pki.NOW).trusted()).isTrue();
  }

  @Test
  void namesTheExpiredCertificateAndItsEnd() {
    Instant end = Pki.NOW.minus(Duration.ofDays(3));
    Identity server =
        Pki.server(Pki.BEFORE, end, CertificateRecipe.newKeys(), Pki.HOST).issuedBy(pki.root);
    assertThat(judge(server)).isEqualTo(new ChainVerdict.Expired(server.leaf(), 0, end));
  }

  @Test
  void namesAnExpiredIntermediateByItsPlace() {
    Instant end = Pki.NOW.minus(Duration.ofDays(3));
    Identity old =
        CertificateRecipe.authority("CN=Old", CertificateRecipe.newKeys(), Pki.BEFORE, end)
            .issuedBy(pki.root);
    assertThat(judge(Pki.server(Pki.HOST).issuedBy(old)))
        .isEqualTo(new ChainVerdict.Expired(old.leaf(), 1, end));
  }

  @Test
  void namesTheCertificateThatHasNotBegun() {
    Instant begin = Pki.NOW.plus(Duration.ofDays(3));
    Identity server =
        Pki.server(begin, Pki.AFTER, CertificateRecipe.newKeys(), Pki.HOST).issuedBy(pki.root);
    assertThat(judge(server)).isEqualTo(new ChainVerdict.NotYetValid(server.leaf(), 0, begin));
  }

  @Test
  void listsTheNamesHeldWhenTheNameIsWrong() {
    Identity server = Pki.server("naru.test", "*.other.test", "127.0.0.1").issuedBy(pki.root);
    assertThat(judge(server))
        .isEqualTo(
            new ChainVerdict.WrongName(
                Pki.HOST, List.of("naru.test", "*.other.test", "127.0.0.1")));
  }

  @Test
  void neverTakesTheCommonNameForAName() {
    CertificateRecipe recipe =
        CertificateRecipe.server(
            "CN=" + Pki.HOST, List.of(), CertificateRecipe.newKeys(), Pki.BEFORE, Pki.AFTER);
    assertThat(judge(recipe.issuedBy(pki.root)))
        .isEqualTo(new ChainVerdict.WrongName(Pki.HOST, List.of()));
  }

  @Test
  void namesTheIssuerThatNobodyKnows() {
    Identity stranger = Pki.authority("CN=Stranger Root").selfSigned();
    Identity server = Pki.server(Pki.HOST).issuedBy(stranger);
    ChainVerdict alone = pki.trust.judge(List.of(server.leaf()), Pki.HOST, Pki.NOW);
    assertThat(alone)
        .isEqualTo(
            new ChainVerdict.UnknownIssuer(
                "CN=Stranger Root", server.leaf(), 0, "the small world"));
    assertThat(judge(server))
        .isInstanceOfSatisfying(
            ChainVerdict.UnknownIssuer.class, it -> assertThat(it.index()).isOne());
  }

  @Test
  void seesASelfSignedCertificateUnlessItIsTrustedItself() {
    Identity server = Pki.server(Pki.HOST).selfSigned();
    assertThat(judge(server))
        .isEqualTo(new ChainVerdict.SelfSigned(server.leaf(), "the small world"));
    TrustRoots pinned = TrustRoots.of("pinned", server.chain());
    assertThat(pinned.judge(server.chain(), Pki.HOST, Pki.NOW).trusted()).isTrue();
  }

  @Test
  void seesThatAnIntermediateWasForgotten() {
    Identity server = Pki.server(Pki.HOST).issuedBy(pki.intermediate);
    assertThat(pki.trust.judge(List.of(server.leaf()), Pki.HOST, Pki.NOW))
        .isInstanceOfSatisfying(
            ChainVerdict.MissingIntermediate.class,
            it -> assertThat(it.issuer()).contains("Small Issuing CA"));
  }

  @Test
  void seesThatAnIntermediateOfATrustedOrganizationWasForgotten() {
    Identity plain = Pki.authority("CN=Tier Two,O=Small World").issuedBy(pki.root);
    Identity server = Pki.server(Pki.HOST).issuedBy(plain);
    assertThat(pki.trust.judge(List.of(server.leaf()), Pki.HOST, Pki.NOW))
        .isInstanceOfSatisfying(
            ChainVerdict.MissingIntermediate.class,
            it -> assertThat(it.because()).contains("Small World"));
  }

  @Test
  void refusesAnIssuerThatIsNoCa() {
    Identity notCa = Pki.server("ca.test").issuedBy(pki.root);
    ChainVerdict verdict = judge(Pki.server(Pki.HOST).issuedBy(notCa));
    assertThat(unfitness(verdict)).isEqualTo(Unfitness.NOT_A_CA);
    assertThat(((Unfit) verdict).index()).isOne();
  }

  @Test
  void refusesAPathLongerThanACaAllows() {
    Identity narrow =
        Pki.authority("CN=Narrow")
            .as(new CertificateRecipe.Authority(0, List.of()))
            .issuedBy(pki.root);
    Identity below = Pki.authority("CN=Below").issuedBy(narrow);
    assertThat(unfitness(judge(Pki.server(Pki.HOST).issuedBy(below))))
        .isEqualTo(Unfitness.PATH_TOO_LONG);
  }

  @Test
  void refusesAWrongKeyUsage() {
    int crlSign = 1 << 1;
    assertThat(unfitness(judge(Pki.server(Pki.HOST).using(crlSign).issuedBy(pki.root))))
        .isEqualTo(Unfitness.KEY_USAGE);
  }

  @Test
  void refusesAClientsCertificate() {
    String clientAuth = "1.3.6.1.5.5.7.3.2";
    CertificateRecipe recipe =
        Pki.server(Pki.HOST).as(new CertificateRecipe.EndEntity(List.of(clientAuth)));
    assertThat(unfitness(judge(recipe.issuedBy(pki.root)))).isEqualTo(Unfitness.EXTENDED_KEY_USAGE);
  }

  @Test
  void refusesAWeakKey() {
    KeyPair weak = Pki.rsa(1024);
    Identity server = Pki.server(Pki.BEFORE, Pki.AFTER, weak, Pki.HOST).issuedBy(pki.root);
    ChainVerdict verdict = judge(server);
    assertThat(unfitness(verdict)).isEqualTo(Unfitness.WEAK_KEY);
    assertThat(verdict.line()).contains("1024 bits");
  }

  @Test
  void refusesAForgeableSignature() {
    Identity server = Pki.server(Pki.HOST).signedWith("SHA1withECDSA").issuedBy(pki.root);
    assertThat(unfitness(judge(server))).isEqualTo(Unfitness.WEAK_SIGNATURE);
  }

  @Test
  void refusesASignatureOfAnotherKeyUnderTheSameName() {
    Identity impostor = Pki.authority("CN=Small Root,O=Small World").selfSigned();
    Identity server = Pki.server(Pki.HOST).issuedBy(impostor);
    assertThat(unfitness(pki.trust.judge(List.of(server.leaf()), Pki.HOST, Pki.NOW)))
        .isEqualTo(Unfitness.BAD_SIGNATURE);
  }

  @Test
  void refusesANameOutsideTheConstraintsOfARoot() {
    Identity narrow =
        Pki.authority("CN=Narrow Root")
            .as(new CertificateRecipe.Authority(0, List.of("localhost", "127.0.0.0/8")))
            .selfSigned();
    TrustRoots trust = TrustRoots.of("narrow", List.of(narrow.leaf()));
    Identity outside = Pki.server(Pki.HOST).issuedBy(narrow);
    assertThat(unfitness(trust.judge(outside.chain(), Pki.HOST, Pki.NOW)))
        .isEqualTo(Unfitness.NAME_CONSTRAINT);
    Identity inside = nameless("127.80.0.1").issuedBy(narrow);
    assertThat(trust.judge(inside.chain(), "127.80.0.1", Pki.NOW).trusted()).isTrue();
  }

  /** A common name would be held against the constraints as well. */
  private static CertificateRecipe nameless(String... names) {
    return CertificateRecipe.server(
        "O=server", List.of(names), CertificateRecipe.newKeys(), Pki.BEFORE, Pki.AFTER);
  }

  @Test
  void neverTakesTheCommonNameForANameUnderAConstrainedRootEither() {
    Identity narrow =
        Pki.authority("CN=Test Root")
            .as(new CertificateRecipe.Authority(0, List.of("test", "127.0.0.0/8")))
            .selfSigned();
    TrustRoots trust = TrustRoots.of("narrow", List.of(narrow.leaf()));
    CertificateRecipe recipe =
        CertificateRecipe.server(
            "CN=" + Pki.HOST,
            List.of("127.0.0.1"),
            CertificateRecipe.newKeys(),
            Pki.BEFORE,
            Pki.AFTER);
    Identity server = recipe.issuedBy(narrow);
    assertThat(trust.judge(server.chain(), Pki.HOST, Pki.NOW))
        .isEqualTo(new ChainVerdict.WrongName(Pki.HOST, List.of("127.0.0.1")));
  }

  @Test
  void refusesAChainOfAbsurdLength() {
    Identity server = Pki.server(Pki.HOST).issuedBy(pki.root);
    List<X509Certificate> endless =
        java.util.Collections.nCopies(Limits.CHAIN_CERTIFICATES + 1, server.leaf());
    assertThat(unfitness(pki.trust.judge(endless, Pki.HOST, Pki.NOW)))
        .isEqualTo(Unfitness.TOO_MANY_CERTIFICATES);
  }

  @Test
  void readsRootsFromAFileAndNamesAFileThatHasNone(@TempDir Path directory) throws Exception {
    Path good = Files.writeString(directory.resolve("good.pem"), Pem.encode(pki.root.leaf()));
    TrustRoots trust = TrustRoots.file(good).orThrow();
    Identity server = Pki.server(Pki.HOST).issuedBy(pki.root);
    assertThat(trust.judge(server.chain(), Pki.HOST, Pki.NOW).trusted()).isTrue();

    Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing here");
    assertThat(TrustRoots.file(empty))
        .isEqualTo(new Loaded.Failed<>(new TlsTrouble.Malformed(empty, "no certificate in it")));
    Path none = directory.resolve("none.pem");
    assertThat(TrustRoots.file(none))
        .isEqualTo(
            new Loaded.Failed<>(new TlsTrouble.Unreadable(none, "no such file or directory")));
  }

  @Test
  void asksTheSystemOnlyWhenTheFirstCannotVouch() {
    TrustRoots both = pki.trust.and(TrustRoots.system());
    Identity stranger = Pki.server(Pki.HOST).selfSigned();
    assertThat(both.judge(stranger.chain(), Pki.HOST, Pki.NOW).line())
        .contains("the small world + ")
        .contains(" roots)");
    Identity server = Pki.server(Pki.HOST).issuedBy(pki.root);
    assertThat(both.judge(server.chain(), Pki.HOST, Pki.NOW).trusted()).isTrue();
  }

  @Test
  void findsEachRootOfTheSystemByName() {
    TrustStore.Machine machine = new TrustStore.Machine();
    machine
        .all()
        .forEach(root -> assertThat(machine.named(root.getSubjectX500Principal())).contains(root));
  }
}
