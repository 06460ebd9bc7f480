package naru.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** Only literals and what the machine's own hosts file knows: nothing may leave it. */
class AddressCallTest {
  private final AddressCall call = AddressCall.open().orElseThrow();

  @Test
  void localhostIsLoopback() {
    AddressCall.Answer answer = call.ask("localhost");
    assertThat(answer).isInstanceOf(AddressCall.Answer.Found.class);
    var found = (AddressCall.Answer.Found) answer;
    assertThat(found.addresses()).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    assertThat(found.addresses()).doesNotHaveDuplicates();
    assertThat(found.canonicalName()).contains("localhost");
  }

  @Test
  void literalsOfBothFamiliesComeBack() {
    assertThat(call.ask("127.80.0.1"))
        .isInstanceOfSatisfying(
            AddressCall.Answer.Found.class,
            found ->
                assertThat(found.addresses()).containsExactly(InetAddress.ofLiteral("127.80.0.1")));
    assertThat(call.ask("2001:db8::53"))
        .isInstanceOfSatisfying(
            AddressCall.Answer.Found.class,
            found ->
                assertThat(found.addresses())
                    .containsExactly(InetAddress.ofLiteral("2001:db8::53")));
  }

  @Test
  void whatIsNoNameIsRefusedInTheSystemsWords() {
    // The C library sees without asking anybody that this cannot be a name.
    assertThat(call.ask("a".repeat(300) + ".invalid"))
        .isInstanceOfSatisfying(
            AddressCall.Answer.Failed.class,
            failed -> {
              assertThat(failed.code()).isNotZero();
              assertThat(failed.words()).isNotBlank();
            });
  }
}
