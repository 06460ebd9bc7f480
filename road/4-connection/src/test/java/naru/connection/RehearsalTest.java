package naru.connection;

import static org.assertj.core.api.Assertions.assertThat;

import naru.journey.Outcome;
import naru.time.Time;
import naru.tls.TlsEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rehearsal before a visit. */
class RehearsalTest {
  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void rehearsalWalksToTheEnd(TlsEngine engine) {
    Connector connector = Pki.client(engine);
    assertThat(Rehearsal.run(Time.system(), engine)).isTrue();
    Walk walk = new Walk();
    String hello = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    try (TlsScript server = TlsScript.one(Pki.good(), hello)) {
      Walk.answered(walk.secure(connector, server.address(), Pki.HOST));
    }
    assertThat(walk.account("tls").outcome()).isEqualTo(Outcome.OK);
  }
}
