package naru.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import naru.net.DnsListener;
import naru.net.DnsService;
import naru.net.Listening;

/** Sockets opened together, to be kept all or closed all. Confined to one thread. */
final class Attempt {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<String> remarks = new ArrayList<>();
  private Optional<String> refusal = Optional.empty();

  /** Opens a service, unless something was refused before. */
  void listen(DnsService service) {
    if (refusal.isEmpty()) {
      switch (service.open()) {
        case Listening.Open(DnsListener listener) -> open.push(listener);
        case Listening.Refused refused -> refusal = Optional.of(refused.toString());
      }
    }
  }

  /** Adds what is open. */
  void keep(AutoCloseable closeable) {
    open.push(closeable);
  }

  void refuse(String reason) {
    refusal = Optional.of(reason);
  }

  /** Notes what is not as it was wanted, and no refusal. */
  void remark(String remark) {
    remarks.add(remark);
  }

  List<String> remarks() {
    return remarks;
  }

  Optional<String> refusal() {
    return refusal;
  }

  /** What is open, the last opened first. */
  List<AutoCloseable> open() {
    return new ArrayList<>(open);
  }

  /** Closes all again. */
  void abandon() {
    Closing.all(open());
    open.clear();
  }
}
