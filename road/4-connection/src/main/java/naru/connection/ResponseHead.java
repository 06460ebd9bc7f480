package naru.connection;

import java.util.List;
import java.util.Optional;

/**
 * The head of a response. Immutable.
 *
 * @param protocol {@code h2}, {@code http/1.1} or {@code http/1.0}
 * @param reason words after the status, octets as characters; empty in HTTP/2
 */
public record ResponseHead(String protocol, int status, String reason, List<Field> fields) {
  /** Keeps its own copy. */
  public ResponseHead {
    fields = List.copyOf(fields);
  }

  /** The value of the first field of this name. */
  public Optional<String> field(String name) {
    return fields.stream().filter(field -> field.is(name)).map(Field::value).findFirst();
  }

  /** Elements of a comma-separated list, over all fields of this name (RFC 9110 §5.3). */
  List<String> elements(String name) {
    return fields.stream()
        .filter(field -> field.is(name))
        .flatMap(field -> java.util.Arrays.stream(field.value().split(",", -1)))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /** Whether it says that something else will follow: RFC 9110 §15.2. */
  boolean isInterim() {
    return status / 100 == 1;
  }

  /** RFC 9112 §6.3: these never have a body, whatever their fields say. */
  boolean hasNoBody(boolean answersHead) {
    return answersHead || status == 204 || status == 304;
  }
}
