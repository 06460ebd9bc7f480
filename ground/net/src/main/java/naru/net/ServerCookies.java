package naru.net;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Rdata;

/**
 * The cookies that a server gives its clients and knows again (RFC 7873 §5.2), made so that all
 * servers with the same secret know each other's (RFC 9018 §4):
 *
 * <pre>
 * octets  1        3         4                       8
 *         version  reserved  moment, whole seconds   SipHash of client cookie, these, and address
 * </pre>
 *
 * <p>Nothing is remembered of a client. Immutable.
 */
public final class ServerCookies {
  private static final int CLIENT_OCTETS = 8;
  private static final int SERVER_OCTETS = 16;
  private static final int HASH_AT = 8;
  private static final byte VERSION = 1;

  private final Time time;
  private final List<SipHash> secrets;

  /** Cookies with these secrets of 16 octets: the first makes them, all know them again. */
  public ServerCookies(Time time, List<byte[]> secrets) {
    this.time = time;
    this.secrets = secrets.stream().map(SipHash::new).toList();
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("cookies need a secret");
    }
  }

  /** Cookies with a secret that nobody else has. */
  public static ServerCookies withOwnSecret(Time time) {
    byte[] secret = new byte[SipHash.KEY_OCTETS];
    time.chance().fill(secret);
    return new ServerCookies(time, List.of(secret));
  }

  /** What a query brought. Immutable. */
  public sealed interface Brought {
    /** No cookie. */
    record Nothing() implements Brought {}

    /** A cookie of impossible length: FORMERR (RFC 7873 §5.2.2). */
    record Malformed() implements Brought {}

    /**
     * A client's cookie, with none of ours, or one that is not valid.
     *
     * @param answer the option for the answer, with a fresh cookie of ours
     */
    record OfClient(Edns.Option answer) implements Brought {}

    /**
     * A client's cookie and ours: the client is where its address says.
     *
     * @param answer the option for the answer, with a fresh cookie of ours if this one grows old
     */
    record Valid(Edns.Option answer) implements Brought {}
  }

  /** Looks at the cookie of a query from {@code client}. */
  public Brought read(Message query, InetAddress client) {
    Optional<Edns.Option> option = query.edns().flatMap(e -> e.option(Edns.Option.COOKIE));
    return option.map(o -> read(o.data().bytes(), client)).orElseGet(Brought.Nothing::new);
  }

  private Brought read(byte[] cookie, InetAddress client) {
    // RFC 7873 §4: a client's part of 8 octets; a server's of 8 to 32 may follow.
    boolean possible = cookie.length == CLIENT_OCTETS || cookie.length >= 16 && cookie.length <= 40;
    if (!possible) {
      return new Brought.Malformed();
    }
    byte[] own = Arrays.copyOf(cookie, CLIENT_OCTETS);
    byte[] server = Arrays.copyOfRange(cookie, CLIENT_OCTETS, cookie.length);
    if (!isTimely(server)) {
      return new Brought.OfClient(fresh(own, client));
    }
    boolean old = ageSeconds(server) > Limits.COOKIE_RENEWED.toSeconds();
    for (SipHash secret : secrets) {
      if (isMadeWith(secret, own, server, client)) {
        // A cookie of a former secret is replaced while that still counts (RFC 9018 §5).
        boolean renewed = old || secret != secrets.getFirst();
        return new Brought.Valid(renewed ? fresh(own, client) : option(cookie));
      }
    }
    return new Brought.OfClient(fresh(own, client));
  }

  private boolean isTimely(byte[] server) {
    if (server.length != SERVER_OCTETS || server[0] != VERSION) {
      return false;
    }
    long age = ageSeconds(server);
    return age <= Limits.COOKIE_LIFE.toSeconds() && -age <= Limits.COOKIE_AHEAD.toSeconds();
  }

  private static boolean isMadeWith(SipHash secret, byte[] own, byte[] server, InetAddress client) {
    byte[] hash = Arrays.copyOfRange(server, HASH_AT, SERVER_OCTETS);
    // In constant time: a cookie must not be guessed octet by octet.
    return MessageDigest.isEqual(hash(secret, own, server, client), hash);
  }

  private static Edns.Option option(byte[] cookie) {
    return new Edns.Option(Edns.Option.COOKIE, Rdata.of(cookie));
  }

  /** Its moment is a number of 32 bits that wraps around (RFC 1982, RFC 9018 §4.3). */
  private int ageSeconds(byte[] server) {
    return nowSeconds() - ByteBuffer.wrap(server).getInt(4);
  }

  private int nowSeconds() {
    return (int) time.instant().getEpochSecond();
  }

  private Edns.Option fresh(byte[] own, InetAddress client) {
    byte[] server = new byte[SERVER_OCTETS];
    server[0] = VERSION;
    ByteBuffer.wrap(server).putInt(4, nowSeconds());
    byte[] hash = hash(secrets.getFirst(), own, server, client);
    ByteBuffer cookie = ByteBuffer.allocate(CLIENT_OCTETS + SERVER_OCTETS);
    cookie.put(own).put(server, 0, HASH_AT).put(hash);
    return option(cookie.array());
  }

  /** RFC 9018 §4.4. */
  private static byte[] hash(SipHash secret, byte[] own, byte[] server, InetAddress client) {
    byte[] address = client.getAddress();
    ByteBuffer input = ByteBuffer.allocate(CLIENT_OCTETS + HASH_AT + address.length);
    input.put(own).put(server, 0, HASH_AT).put(address);
    return secret.hash(input.array());
  }
}
