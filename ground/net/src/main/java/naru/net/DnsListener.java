package naru.net;

import java.net.InetSocketAddress;
import java.util.List;

/** Sockets on which a server of ours can be asked. Thread-safe. */
public interface DnsListener extends AutoCloseable {
  /**
   * The addresses with their real ports, where 0 was asked for: UDP and TCP in the order given,
   * each once, after them those of TLS, and last those of HTTP.
   */
  List<InetSocketAddress> addresses();

  /** Stops listening and closes what is open; returns when no thread of it is left. */
  @Override
  void close();
}
