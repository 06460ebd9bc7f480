package naru.net;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Rcode;
import naru.wire.Rdata;

/**
 * The cookies that we send to servers over UDP, and what they taught us (RFC 7873 §5): 64 bits more
 * that a forger off the path must guess, once a server has given us one.
 *
 * <pre>
 * a server never met    our own cookie alone
 *   answers with ours and its own       known: both from now on, and an answer without is not its
 *   answers without                     as before
 *   FORMERR, or silence                 asked without for a while
 * </pre>
 *
 * <p>Our cookie differs from server to server, so that none can pass it on (RFC 9018 §3).
 * Thread-safe: guarded by its own monitor, never across a wait.
 */
final class ClientCookies {
  private static final int CLIENT_OCTETS = 8;

  private final Time time;
  private final SipHash secret;
  private final Map<InetSocketAddress, Known> servers = new LinkedHashMap<>(16, 0.75f, true);

  ClientCookies(Time time) {
    this.time = time;
    byte[] key = new byte[SipHash.KEY_OCTETS];
    time.chance().fill(key);
    this.secret = new SipHash(key);
  }

  /** What is remembered of a server: its last cookie, or until when it is spared ours. */
  private sealed interface Known {
    record Cookie(Rdata server) implements Known {}

    record Spared(long untilNanos) implements Known {}
  }

  /** A question as it goes to one server, with the cookies that belong to it. */
  final class Sent {
    private final InetSocketAddress server;
    private final Message query;
    private final Optional<Rdata> own;
    private final boolean known;

    private Sent(InetSocketAddress server, Message query, Optional<Rdata> own, boolean known) {
      this.server = server;
      this.query = query;
      this.own = own;
      this.known = known;
    }

    Message query() {
      return query;
    }

    /** Judges an answer that fits in all else. */
    Judged judge(Message answer) {
      return own.isEmpty() ? new Judged.Genuine(answer) : judge(answer, own.get());
    }

    private Judged judge(Message answer, Rdata mine) {
      Optional<byte[]> cookie =
          answer.edns().flatMap(e -> e.option(Edns.Option.COOKIE)).map(o -> o.data().bytes());
      if (cookie.isEmpty()) {
        return withoutCookie(answer);
      }
      byte[] both = cookie.get();
      if (both.length < CLIENT_OCTETS
          || !Rdata.of(Arrays.copyOf(both, CLIENT_OCTETS)).equals(mine)) {
        return new Judged.Forged("a cookie that is not ours");
      }
      if (both.length >= 16 && both.length <= 40) {
        Rdata theirs = Rdata.of(Arrays.copyOfRange(both, CLIENT_OCTETS, both.length));
        remember(server, new Known.Cookie(theirs));
      }
      return answer.rcode().equals(Rcode.BADCOOKIE)
          ? new Judged.AskAgain()
          : new Judged.Genuine(bare(answer));
    }

    private Judged withoutCookie(Message answer) {
      if (known) {
        return new Judged.Doubtful("no cookie, from a server that has them");
      }
      if (answer.rcode().equals(Rcode.FORMERR)) {
        spare(server);
        return new Judged.AskAgain();
      }
      return new Judged.Genuine(answer);
    }

    /** Nothing came: some throw away what they do not know. */
    void stayedSilent() {
      if (own.isPresent() && !known) {
        spare(server);
      }
    }

    /** It has no cookies any more. */
    void forget() {
      ClientCookies.this.forget(server);
    }
  }

  /** What an answer is by its cookies. Immutable. */
  sealed interface Judged {
    /** The server's, as far as cookies tell; ours is taken out. */
    record Genuine(Message message) implements Judged {}

    /** Somebody else's. */
    record Forged(String reason) implements Judged {}

    /** The server's, if it has changed its ways: only TCP can tell. */
    record Doubtful(String reason) implements Judged {}

    /** The question must be asked again with what is known now. */
    record AskAgain() implements Judged {}
  }

  /** The question as it goes to {@code server}; a cookie needs an OPT record to travel in. */
  Sent dress(InetSocketAddress server, Message query) {
    Optional<Known> memory = find(server);
    boolean spared =
        memory.isPresent()
            && memory.get() instanceof Known.Spared(long until)
            && until - time.nanos() > 0;
    if (spared || query.edns().isEmpty()) {
      return new Sent(server, query, Optional.empty(), false);
    }
    byte[] own = secret.hash(server.getAddress().getAddress());
    Optional<Rdata> theirs =
        memory.flatMap(
            m -> m instanceof Known.Cookie(Rdata cookie) ? Optional.of(cookie) : Optional.empty());
    Edns.Option option = new Edns.Option(Edns.Option.COOKIE, joined(own, theirs));
    Message dressed = query.edit().edns(query.edns().get().with(option)).build();
    return new Sent(server, dressed, Optional.of(Rdata.of(own)), theirs.isPresent());
  }

  private static Rdata joined(byte[] own, Optional<Rdata> theirs) {
    byte[] both = Arrays.copyOf(own, CLIENT_OCTETS + theirs.map(Rdata::octets).orElse(0));
    theirs.ifPresent(cookie -> cookie.copyTo(both, CLIENT_OCTETS));
    return Rdata.of(both);
  }

  private static Message bare(Message answer) {
    Edns edns = answer.edns().orElseThrow();
    var others = edns.options().stream().filter(o -> o.code() != Edns.Option.COOKIE).toList();
    Edns without = new Edns(edns.udpPayloadOctets(), edns.version(), edns.dnssecOk(), others);
    return answer.edit().edns(without).build();
  }

  private void spare(InetSocketAddress server) {
    remember(server, new Known.Spared(time.nanos() + Limits.COOKIELESS.toNanos()));
  }

  private synchronized Optional<Known> find(InetSocketAddress server) {
    return Optional.ofNullable(servers.get(server));
  }

  private synchronized void remember(InetSocketAddress server, Known known) {
    servers.put(server, known);
    if (servers.size() > Limits.COOKIES) {
      servers.remove(servers.keySet().iterator().next());
    }
  }

  private synchronized void forget(InetSocketAddress server) {
    servers.remove(server);
  }
}
