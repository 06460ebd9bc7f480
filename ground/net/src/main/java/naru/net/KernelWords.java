package naru.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import java.util.Locale;
import java.util.Optional;

/** What the kernel said, from the exception that carried it. */
final class KernelWords {
  private KernelWords() {}

  /** In words for a person. */
  static String of(IOException failure) {
    if (failure instanceof PortUnreachableException) {
      return "port unreachable: nothing listens there";
    }
    String spoken = Optional.ofNullable(failure.getMessage()).orElse("");
    if (failure instanceof ConnectException && spoken.isEmpty()) {
      return "connection failed";
    }
    return spoken.isEmpty() ? failure.getClass().getSimpleName() : spoken;
  }

  /** Why a bind failed; the JDK tells it only in {@code strerror}'s English words. */
  static Listening.Reason reason(IOException failure) {
    String words = of(failure).toLowerCase(Locale.ROOT);
    if (words.contains("address already in use")) {
      return Listening.Reason.TAKEN;
    }
    if (words.contains("permission denied")) {
      return Listening.Reason.NOT_PERMITTED;
    }
    boolean absent = words.contains("cannot assign") || words.contains("can't assign");
    return absent ? Listening.Reason.NO_SUCH_ADDRESS : Listening.Reason.OTHER;
  }
}
