package naru.visit;

import java.net.InetAddress;
import java.util.Optional;
import naru.wire.AddressText;
import naru.wire.Name;

/**
 * An address of the web, after the rules of the WHATWG URL standard. Immutable.
 *
 * @param userInfo {@code user:password}, percent-encoded, where it was given
 * @param port the one written, else the scheme's
 * @param target path and query as they are sent: {@code /page?x=1}
 */
public record Url(
    Scheme scheme,
    Optional<String> userInfo,
    Host host,
    int port,
    String target,
    Optional<String> fragment) {

  /** What can be visited, with its registered port (RFC 9110 §4.2). */
  public enum Scheme {
    HTTP("http", 80),
    HTTPS("https", 443);

    private final String word;
    private final int port;

    Scheme(String word, int port) {
      this.word = word;
      this.port = port;
    }

    public String word() {
      return word;
    }

    public int port() {
      return port;
    }
  }

  /** Who is visited. */
  public sealed interface Host {
    /** A name to be looked up, in ASCII. */
    record Domain(Name name, boolean finalDot) implements Host {
      @Override
      public String toString() {
        return finalDot ? name.toString() : name.toHost();
      }
    }

    /** An address that needs no lookup. */
    record Literal(InetAddress address) implements Host {
      @Override
      public String toString() {
        return AddressText.inUrl(address);
      }
    }
  }

  /** Whether the port is the scheme's own. */
  public boolean usualPort() {
    return port == scheme.port;
  }

  /** Host and port as the Host header has them. */
  public String authority() {
    return usualPort() ? host.toString() : host + ":" + port;
  }

  /** The whole, without user information, which belongs in no report. */
  @Override
  public String toString() {
    String end = fragment.map(f -> "#" + f).orElse("");
    return scheme.word + "://" + authority() + target + end;
  }
}
