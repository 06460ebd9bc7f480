package naru.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9525 §6: which names a certificate is good for. */
class Rfc9525NamesTest {

  @ParameterizedTest(name = "§6.3 {0} for {1}: {2}")
  @CsvSource({
    "www.naru.test, www.naru.test, true",
    "www.naru.test, WWW.Naru.TEST, true",
    "www.naru.test, www.naru.test., true",
    "www.naru.test, naru.test, false",
    "*.naru.test, www.naru.test, true",
    "*.naru.test, a.b.naru.test, false",
    "*.naru.test, naru.test, false",
    "*.naru.test, .naru.test, false",
    "w*.naru.test, www.naru.test, false",
    "www.*.test, www.naru.test, false",
    "*, localhost, false",
    "*.test, naru.test, false",
    "127.0.0.1, 127.0.0.1, false",
  })
  void dnsNames(String held, String asked, boolean expected) {
    SubjectNames names = new SubjectNames(List.of(held), List.of());
    assertThat(PeerName.of(asked).filter(names::match).isPresent()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "§6.5 {0} for {1}: {2}")
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "::1, [::1], true",
    "::1, 0:0:0:0:0:0:0:1, true",
    "::1, 127.0.0.1, false",
    "127.0.0.1, 127.1, false",
  })
  void addresses(String held, String asked, boolean expected) {
    SubjectNames names = new SubjectNames(List.of(), List.of(InetAddress.ofLiteral(held)));
    assertThat(PeerName.of(asked).filter(names::match).isPresent()).isEqualTo(expected);
  }
}
