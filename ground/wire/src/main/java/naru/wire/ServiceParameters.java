package naru.wire;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of a service binding by key, in order of their keys (RFC 9460 §2.2). The values of
 * the keys known here are well formed. Immutable.
 */
public final class ServiceParameters {
  public static final int MANDATORY = 0;
  public static final int ALPN = 1;
  public static final int NO_DEFAULT_ALPN = 2;
  public static final int PORT = 3;
  public static final int IPV4_HINT = 4;
  public static final int ECH = 5;
  public static final int IPV6_HINT = 6;

  /** The path template of DNS over HTTPS (RFC 9461 §5). */
  public static final int DOH_PATH = 7;

  /** No parameters. */
  public static final ServiceParameters NONE = new ServiceParameters(new TreeMap<>());

  private final SortedMap<Integer, Rdata> values;

  private ServiceParameters(SortedMap<Integer, Rdata> values) {
    this.values = Collections.unmodifiableSortedMap(values);
  }

  /** Parameters from their wire values; malformed when a known key has an impossible one. */
  public static Parsed<ServiceParameters> of(Map<Integer, Rdata> values) {
    for (Map.Entry<Integer, Rdata> each : values.entrySet()) {
      Optional<String> complaint = complaint(each.getKey(), each.getValue());
      if (complaint.isPresent()) {
        return new Parsed.Malformed<>(complaint.get(), 0);
      }
    }
    return new Parsed.Ok<>(new ServiceParameters(new TreeMap<>(values)));
  }

  static ServiceParameters read(WireReader in) {
    SortedMap<Integer, Rdata> values = new TreeMap<>();
    int last = -1;
    while (in.remaining() > 0) {
      int key = in.u16();
      // RFC 9460 §2.2: strictly increasing.
      if (key <= last) {
        throw in.broken("service parameter key " + key + " after " + last);
      }
      last = key;
      Rdata value = Rdata.ofOwned(in.bytes(in.u16()));
      Optional<String> complaint = complaint(key, value);
      if (complaint.isPresent()) {
        throw in.broken(complaint.get());
      }
      values.put(key, value);
    }
    return new ServiceParameters(values);
  }

  void write(WireWriter out) {
    values.forEach((key, value) -> {
      out.u16(key);
      out.u16(value.octets());
      out.bytes(value.shared());
    });
  }

  private static Optional<String> complaint(int key, Rdata value) {
    int octets = value.octets();
    boolean fine =
        switch (key) {
          case MANDATORY -> octets > 0 && octets % 2 == 0;
          case ALPN -> isListOfStrings(value.shared());
          case NO_DEFAULT_ALPN -> octets == 0;
          case PORT -> octets == 2;
          case IPV4_HINT -> octets > 0 && octets % 4 == 0;
          case IPV6_HINT -> octets > 0 && octets % 16 == 0;
          default -> true;
        };
    return fine
        ? Optional.empty()
        : Optional.of(
            "service parameter "
                + ServiceParametersText.keyWord(key)
                + " of "
                + octets
                + " octets is malformed");
  }

  private static boolean isListOfStrings(byte[] octets) {
    int at = 0;
    while (at < octets.length && octets[at] != 0) {
      at += 1 + (octets[at] & 0xff);
    }
    return octets.length > 0 && at == octets.length;
  }

  /** All values by key, lowest key first. */
  public SortedMap<Integer, Rdata> values() {
    return values;
  }

  /** The value of one key. */
  public Optional<Rdata> value(int key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The protocols, most wanted first (RFC 9460 §7.1); none when the key is missing. */
  public List<String> alpn() {
    List<String> protocols = new ArrayList<>();
    value(ALPN)
        .map(Rdata::reader)
        .ifPresent(in -> {
          while (in.remaining() > 0) {
            protocols.add(new String(in.string(), StandardCharsets.ISO_8859_1));
          }
        });
    return protocols;
  }

  /** The port that replaces the service's own (RFC 9460 §7.2). */
  public Optional<Integer> port() {
    return value(PORT).map(v -> v.reader().u16());
  }

  /** Addresses to try while the real ones are looked up: IPv6, then IPv4 (RFC 9460 §7.3). */
  public List<InetAddress> hints() {
    List<InetAddress> addresses = new ArrayList<>();
    addHints(IPV6_HINT, 16, addresses);
    addHints(IPV4_HINT, 4, addresses);
    return addresses;
  }

  private void addHints(int key, int octets, List<InetAddress> addresses) {
    value(key)
        .map(Rdata::reader)
        .ifPresent(in -> {
          while (in.remaining() > 0) {
            addresses.add(RecordData.addressOf(in.bytes(octets)));
          }
        });
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServiceParameters parameters && values.equals(parameters.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** In master-file form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    ServiceParametersText.append(text, this);
    return text.toString();
  }
}
