package naru.visit;

import java.util.List;
import java.util.Optional;
import naru.connection.Field;
import naru.connection.Request;

/**
 * What is to be done at the next address line: a redirect may change it. Immutable.
 *
 * @param target where a redirect led; empty for the first address line
 */
record Errand(Optional<Url> target, String method, List<Field> fields, Optional<byte[]> body) {
  /** Told to servers, as curl tells its own. */
  static final String USER_AGENT = "naru/" + version();

  Errand {
    fields = List.copyOf(fields);
  }

  static Errand of(VisitSettings settings) {
    return new Errand(
        Optional.empty(), settings.methodToSend(), settings.fields(), settings.body());
  }

  Url url() {
    return target.orElseThrow();
  }

  /** The same errand at another place, without what was meant for one host only. */
  Errand redirected(Url to, String otherMethod, boolean keepBody, boolean sameOrigin) {
    List<Field> kept = sameOrigin ? fields : fields.stream().filter(f -> !isSecret(f)).toList();
    return new Errand(Optional.of(to), otherMethod, kept, keepBody ? body : Optional.empty());
  }

  /** Credentials go to the host they were given for and to no other. */
  private static boolean isSecret(Field field) {
    return field.is("Authorization") || field.is("Cookie") || field.is("Host");
  }

  Request request(Url url, VisitSettings settings) {
    Request request = Request.of(method, url.target(), USER_AGENT).raw(settings.raw());
    for (Field field : fields) {
      request = request.with(field);
    }
    if (url.userInfo().isPresent() && fields.stream().noneMatch(f -> f.is("Authorization"))) {
      request = request.with(new Field("Authorization", basic(url.userInfo().get())));
    }
    return body.isPresent() ? request.with(body.get()) : request;
  }

  /** RFC 7617 §2. */
  private static String basic(String userInfo) {
    String bare = userInfo.contains(":") ? userInfo : userInfo + ":";
    byte[] octets = PercentCoding.decode(bare);
    return "Basic " + java.util.Base64.getEncoder().encodeToString(octets);
  }

  private static String version() {
    String packed = Errand.class.getPackage().getImplementationVersion();
    return packed == null ? "dev" : packed;
  }
}
