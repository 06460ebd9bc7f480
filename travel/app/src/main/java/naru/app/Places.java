package naru.app;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import naru.config.RuntimeDirectory;

/** Where things of this user lie. Immutable. */
record Places(Map<String, String> environment) {
  /** Local sockets of what runs now; only its user can enter it. */
  Path runtime() {
    String user = System.getProperty("user.name", "nobody");
    return RuntimeDirectory.path(environment, user, Path.of("/tmp"));
  }

  /** The local CA. */
  Path authority() {
    return data().resolve("ca");
  }

  /** The socket on which a running world is asked. */
  Path worldSocket() {
    return runtime().resolve("world.sock");
  }

  /** The socket on which a resolver of ours at this address tells its steps. */
  Path resolverSocket(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress().replace(':', '_');
    return runtime().resolve("resolver-" + host + "-" + address.getPort() + ".sock");
  }

  /** The socket on which a resolver of ours at this address is told what to do. */
  Path resolverControl(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress().replace(':', '_');
    return runtime().resolve(RESOLVER_CONTROL + host + "-" + address.getPort() + ".sock");
  }

  /** How such sockets' names begin. */
  static final String RESOLVER_CONTROL = "control-";

  private Path data() {
    String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base = xdg.isEmpty() ? Path.of(home(), ".local", "share") : Path.of(xdg);
    return base.resolve("naru");
  }

  private String home() {
    return environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
  }
}
