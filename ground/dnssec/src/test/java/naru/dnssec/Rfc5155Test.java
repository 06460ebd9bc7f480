package naru.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.RecordData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashed names (RFC 5155). */
class Rfc5155Test {
  private static final Name ZONE = Name.of("example");
  private static final byte[] SALT = HexFormat.of().parseHex("aabbccdd");

  @ParameterizedTest
  @CsvSource({
    "example, 0p9mhaveqvm6t7vbl5lop2u3t2rp3tom",
    "a.example, 35mthgpgcu1qg68fab165klnsnk3dpvl",
    "ai.example, gjeqe526plbf1g8mklp59enfd789njgi",
    "ns1.example, 2t7b4g4vsa5smi47k61mv5bv1a22bojr",
    "NS2.example, q04jkcevqvmu85r014c7dkba38o0ji5r",
    "w.example, k8udemvp1j2f7eg6jebps17vp3n8i58h",
    "*.w.example, r53bq7cc2uvmubfu5ocmm6pers9tk9en",
    "x.w.example, b4um86eghhds6nea196smvmlo4ors995",
    "y.w.EXAMPLE, ji6neoaepv8b5o6k4ev33abha8ht9fgc",
    "x.y.w.example, 2vptu5timamqttgl4luu9kg21e0aor3s",
    "xx.example, t644ebqk9bibcna874givr6joj62mlhv",
    "2t7b4g4vsa5smi47k61mv5bv1a22bojr.example, kohar7mbb8dc2ce8a9qvl8hon4k53uhi"
  })
  void namesHashAsInAppendixA(String name, String label) {
    byte[] hash = Nsec3Hash.of(Name.of(name), Nsec3Hash.SHA1, 12, SALT).orElseThrow();
    Name owner = Name.of(label + ".example");
    assertThat(Nsec3Hash.owner(hash, ZONE)).isEqualTo(owner);
    assertThat(Nsec3Hash.hashOf(owner, ZONE).orElseThrow()).isEqualTo(hash);
  }

  @Test
  void aRecordSaysHow() {
    RecordData.Nsec3 record =
        (RecordData.Nsec3)
            Given.record("x NSEC3 1 0 12 aabbccdd 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A")
                .data()
                .orThrow();
    assertThat(Nsec3Hash.of(ZONE, record).map(hash -> Nsec3Hash.owner(hash, ZONE)))
        .contains(Name.of("0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example"));
  }

  @Test
  void anUnknownHashIsNotComputed() {
    assertThat(Nsec3Hash.of(ZONE, 2, 0, SALT)).isEmpty();
  }

  @Test
  void ownersThatAreNoHashesAreNone() {
    String right = "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom";
    assertThat(hash(right + ".example")).isPresent();
    assertThat(hash("example")).isEmpty();
    assertThat(hash("a." + right + ".example")).isEmpty();
    assertThat(hash(right + ".other")).isEmpty();
    assertThat(hash("w" + right.substring(1) + ".example")).isEmpty();
    assertThat(hash(right.substring(8) + ".example")).isEmpty();
  }

  private static Optional<byte[]> hash(String owner) {
    return Nsec3Hash.hashOf(Name.of(owner), ZONE);
  }
}
