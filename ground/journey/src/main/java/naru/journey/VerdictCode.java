package naru.journey;

import java.util.Arrays;
import java.util.Optional;

/** What a visit came to: a closed list that others rely on, each with its exit code (curl's). */
public enum VerdictCode {
  OK("ok", 0),
  URL_MALFORMED("url.malformed", 3),
  URL_UNSUPPORTED_SCHEME("url.unsupported-scheme", 1),
  DNS_NXDOMAIN("dns.nxdomain", 6),
  DNS_NODATA("dns.nodata", 6),
  DNS_SERVFAIL("dns.servfail", 6),
  DNS_REFUSED("dns.refused", 6),
  DNS_LAME("dns.lame", 6),
  DNS_NO_REACHABLE_SERVER("dns.no-reachable-server", 6),
  DNS_NO_SERVER_ADDRESS("dns.no-server-address", 6),
  DNS_ALIAS_LOOP("dns.alias-loop", 6),
  DNS_ALIAS_TOO_LONG("dns.alias-too-long", 6),
  DNS_ALIAS_TO_NOTHING("dns.alias-to-nothing", 6),
  DNS_BOGUS_EXPIRED("dns.bogus.expired", 6),
  DNS_BOGUS_NOT_YET_VALID("dns.bogus.not-yet-valid", 6),
  DNS_BOGUS_NO_MATCHING_DS("dns.bogus.no-matching-ds", 6),
  DNS_BOGUS_NO_DNSKEY("dns.bogus.no-dnskey", 6),
  DNS_BOGUS_MISSING_SIGNATURE("dns.bogus.missing-signature", 6),
  DNS_BOGUS_BAD_SIGNATURE("dns.bogus.bad-signature", 6),
  DNS_BOGUS_MISSING_DENIAL("dns.bogus.missing-denial", 6),
  DNS_MALFORMED("dns.malformed", 6),
  DNS_TCP_NEEDED_BUT_BLOCKED("dns.tcp-needed-but-blocked", 6),
  DNS_RESOLVER_UNREACHABLE("dns.resolver-unreachable", 6),
  DNS_LIMIT("dns.limit", 6),
  DNS_TIMEOUT("dns.timeout", 28),
  TCP_REFUSED("tcp.refused", 7),
  TCP_UNREACHABLE("tcp.unreachable", 7),
  TCP_TIMEOUT("tcp.timeout", 28),
  TCP_RESET("tcp.reset", 56),
  TLS_NOT_TLS("tls.not-tls", 35),
  TLS_VERSION("tls.version", 35),
  TLS_CIPHER("tls.cipher", 35),
  TLS_ALERT("tls.alert", 35),
  TLS_CLOSED("tls.closed", 35),
  TLS_CLIENT_CERTIFICATE_REQUIRED("tls.client-certificate-required", 35),
  TLS_STALLED("tls.stalled", 28),
  TLS_CERTIFICATE_EXPIRED("tls.certificate.expired", 60),
  TLS_CERTIFICATE_NOT_YET_VALID("tls.certificate.not-yet-valid", 60),
  TLS_CERTIFICATE_WRONG_NAME("tls.certificate.wrong-name", 60),
  TLS_CERTIFICATE_UNKNOWN_ISSUER("tls.certificate.unknown-issuer", 60),
  TLS_CERTIFICATE_SELF_SIGNED("tls.certificate.self-signed", 60),
  TLS_CERTIFICATE_MISSING_INTERMEDIATE("tls.certificate.missing-intermediate", 60),
  TLS_CERTIFICATE_UNFIT("tls.certificate.unfit", 60),
  TLS_LIMIT("tls.limit", 35),
  HTTP_STATUS("http.status", 22),
  HTTP_REDIRECT_LOOP("http.redirect-loop", 47),
  HTTP_TRUNCATED_BODY("http.truncated-body", 18),
  HTTP_MALFORMED("http.malformed", 8),
  HTTP_EMPTY_REPLY("http.empty-reply", 52),
  HTTP_RESET("http.reset", 56),
  HTTP_STREAM_RESET("http.stream-reset", 92),
  HTTP_BAD_ENCODING("http.bad-encoding", 61),
  HTTP_TIMEOUT("http.timeout", 28),
  HTTP_LIMIT("http.limit", 63);

  private final String word;
  private final int exit;

  VerdictCode(String word, int exit) {
    this.word = word;
    this.exit = exit;
  }

  /** The code as reports write it: {@code dns.alias-loop}. */
  public String word() {
    return word;
  }

  /** The exit code of a process whose visit came to this. */
  public int exit() {
    return exit;
  }

  /** The code of a word. */
  public static Optional<VerdictCode> parse(String word) {
    return Arrays.stream(values()).filter(code -> code.word.equals(word)).findFirst();
  }
}
