package naru.visit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import naru.connection.Field;
import naru.connection.HttpVersions;
import naru.names.NameLookup;
import naru.wire.RecordType;

/**
 * How a session visits. Immutable.
 *
 * @param connectTimeout for TCP and TLS together
 * @param maxTime for the whole visit, redirects included
 * @param families which addresses are asked for
 * @param followRedirects go where a redirect points
 * @param failOnStatus a status of 400 and above is a failure
 * @param dialling where to dial for an address and a port
 */
public record VisitSettings(
    Duration connectTimeout,
    Duration maxTime,
    List<RecordType> families,
    HttpVersions versions,
    boolean followRedirects,
    boolean failOnStatus,
    boolean raw,
    Optional<String> method,
    List<Field> fields,
    Optional<byte[]> body,
    Dialling dialling) {
  /** curl's patience, and a plain GET. */
  public static final VisitSettings USUAL =
      new VisitSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          NameLookup.BOTH_FAMILIES,
          HttpVersions.NEWEST,
          false,
          false,
          false,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          InetSocketAddress::new);

  public VisitSettings {
    families = List.copyOf(families);
    fields = List.copyOf(fields);
    body = body.map(byte[]::clone);
  }

  /** The same, dialling otherwise. */
  public VisitSettings dialling(Dialling other) {
    return new VisitSettings(
        connectTimeout,
        maxTime,
        families,
        versions,
        followRedirects,
        failOnStatus,
        raw,
        method,
        fields,
        body,
        other);
  }

  /** A world on high ports maps the ports of its sites; elsewhere nothing is mapped. */
  @FunctionalInterface
  public interface Dialling {
    InetSocketAddress dial(InetAddress address, int port);
  }

  /** The method sent: the one given, else POST with a body, else GET. */
  public String methodToSend() {
    return method.orElse(body.isPresent() ? "POST" : "GET");
  }
}
