package naru.wire;

import java.util.List;
import java.util.Optional;

/**
 * The OPT record of a message (RFC 6891 §6.1), without the upper bits of the rcode, which are in
 * {@link Message#rcode()}. Immutable.
 *
 * @param udpPayloadOctets what its sender can receive over UDP
 * @param version 0 is the only one that exists
 * @param dnssecOk the DO bit (RFC 3225)
 */
public record Edns(int udpPayloadOctets, int version, boolean dnssecOk, List<Option> options) {
  /** Small enough never to be fragmented (RFC 9715). */
  public static final int SAFE_UDP_OCTETS = 1232;

  public Edns {
    options = List.copyOf(options);
  }

  /** Version 0, the safe size, no options. */
  public static Edns plain() {
    return new Edns(SAFE_UDP_OCTETS, 0, false, List.of());
  }

  /** The same with the DO bit as given. */
  public Edns withDnssecOk(boolean wanted) {
    return new Edns(udpPayloadOctets, version, wanted, options);
  }

  /** The same with one more option at the end. */
  public Edns with(Option option) {
    List<Option> more = new java.util.ArrayList<>(options);
    more.add(option);
    return new Edns(udpPayloadOctets, version, dnssecOk, more);
  }

  /** The first option of this code. */
  public Optional<Option> option(int code) {
    return options.stream().filter(o -> o.code() == code).findFirst();
  }

  /**
   * One option.
   *
   * @param code from the registry of DNS EDNS0 option codes
   */
  public record Option(int code, Rdata data) {
    /** Name server identifier (RFC 5001). */
    public static final int NSID = 3;

    /** Client subnet (RFC 7871). */
    public static final int CLIENT_SUBNET = 8;

    /** Cookie (RFC 7873). */
    public static final int COOKIE = 10;

    /** TCP keepalive (RFC 7828). */
    public static final int TCP_KEEPALIVE = 11;

    /** Padding (RFC 7830). */
    public static final int PADDING = 12;

    /** Extended DNS error (RFC 8914). */
    public static final int EXTENDED_ERROR = 15;

    /** Local use (RFC 6891 §9): a journey's id in a question, its steps in the answer. */
    public static final int JOURNEY = 65_300;

    /** An extended error: {@code infoCode} from the registry, and words for a person. */
    public static Option extendedError(int infoCode, String text) {
      byte[] words = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      WireWriter writer = new WireWriter(2 + words.length);
      writer.u16(infoCode);
      writer.bytes(words);
      return new Option(EXTENDED_ERROR, Rdata.of(writer.toBytes()));
    }
  }
}
