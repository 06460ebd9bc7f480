package naru.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to ask of a server. Immutable.
 *
 * <p>Host, User-Agent, Accept and Accept-Encoding are added where the caller does not name them, as
 * curl does.
 */
public final class Request {
  /** RFC 9110 §5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Visible octets, spaces and tabs: what cannot end a line or a head, RFC 9110 §5.5. */
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

  private static final Pattern PATH = Pattern.compile("[\\x21-\\x7e]+");

  private final String method;
  private final String path;
  private final String userAgent;
  private final List<Field> fields;
  private final Optional<byte[]> body;
  private final boolean raw;
  private final long bodyLimit;

  private Request(
      String method,
      String path,
      String userAgent,
      List<Field> fields,
      Optional<byte[]> body,
      boolean raw,
      long bodyLimit) {
    this.method = method;
    this.path = path;
    this.userAgent = userAgent;
    this.fields = List.copyOf(fields);
    this.body = body;
    this.raw = raw;
    this.bodyLimit = bodyLimit;
  }

  /**
   * A request without a body.
   *
   * @param path path and query as the URL holds them, percent-encoded
   * @param userAgent as {@code naru/0.1.0}
   * @throws IllegalArgumentException if method or path could break the request apart
   */
  public static Request of(String method, String path, String userAgent) {
    require(TOKEN, method, "method");
    require(PATH, path, "path");
    require(VALUE, userAgent, "user agent");
    return new Request(method, path, userAgent, List.of(), Optional.empty(), false, Limits.BODY);
  }

  private static void require(Pattern allowed, String text, String what) {
    if (!allowed.matcher(text).matches()) {
      throw new IllegalArgumentException("not a " + what + ": " + Printable.of(text));
    }
  }

  /** Whether a field of a caller may be sent as it is. */
  public static boolean sendable(Field field) {
    return TOKEN.matcher(field.name()).matches() && VALUE.matcher(field.value()).matches();
  }

  /**
   * The same with one more field; an empty value takes a field out that would be added.
   *
   * @throws IllegalArgumentException unless {@link #sendable}
   */
  public Request with(Field field) {
    if (!sendable(field)) {
      throw new IllegalArgumentException("not a field: " + field.line());
    }
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return new Request(method, path, userAgent, more, body, raw, bodyLimit);
  }

  /** The same with a body of at most {@link Limits#REQUEST_BODY} octets. */
  public Request with(byte[] content) {
    if (content.length > Limits.REQUEST_BODY) {
      throw new IllegalArgumentException("a body of " + content.length + " octets");
    }
    Optional<byte[]> copy = Optional.of(content.clone());
    return new Request(method, path, userAgent, fields, copy, raw, bodyLimit);
  }

  /** The same; the body comes as it was sent, its coding undone only if this is false. */
  public Request raw(boolean asSent) {
    return new Request(method, path, userAgent, fields, body, asSent, bodyLimit);
  }

  /** The same with another limit for the decoded body of the response. */
  public Request bodyLimit(long octets) {
    return new Request(method, path, userAgent, fields, body, raw, octets);
  }

  /** The method. */
  public String method() {
    return method;
  }

  /** Path and query. */
  public String path() {
    return path;
  }

  boolean raw() {
    return raw;
  }

  long bodyLimit() {
    return bodyLimit;
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  Optional<byte[]> body() {
    return body;
  }

  /** What is sent in the end, in HTTP/1.1 spelling. */
  List<Field> head(Target target) {
    List<Field> head = new ArrayList<>();
    addUnlessNamed(head, "Host", target.authority());
    addUnlessNamed(head, "User-Agent", userAgent);
    addUnlessNamed(head, "Accept", "*/*");
    if (!raw) {
      addUnlessNamed(head, "Accept-Encoding", "gzip");
    }
    fields.stream().filter(field -> !field.value().isEmpty()).forEach(head::add);
    body.ifPresent(content -> {
      addUnlessNamed(head, "Content-Type", "application/x-www-form-urlencoded");
      addUnlessNamed(head, "Content-Length", Integer.toString(content.length));
    });
    return head;
  }

  private void addUnlessNamed(List<Field> head, String name, String value) {
    if (fields.stream().noneMatch(field -> field.is(name))) {
      head.add(new Field(name, value));
    }
  }

  /** The name a step bears. */
  String line() {
    return method + " " + path;
  }
}
