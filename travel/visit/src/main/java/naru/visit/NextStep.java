package naru.visit;

import naru.journey.Cause;
import naru.journey.NoteCode;

/** What to do about a cause, or which command shows more. */
final class NextStep {
  private NextStep() {}

  static String after(Cause cause, Diary diary) {
    String advice = advice(cause, diary);
    return diary.notes().stream()
        .filter(note -> note.code() == NoteCode.NAMES_HOSTS_OVERRIDE)
        .findFirst()
        .map(note -> "the hosts file decided the address (" + note.text() + "); " + advice)
        .orElse(advice);
  }

  private static String advice(Cause cause, Diary diary) {
    String name = diary.url().map(url -> url.host().toString()).orElse("");
    String address = diary.remote().orElse("the address");
    return switch (cause.code()) {
      case OK -> "";
      case URL_MALFORMED, URL_UNSUPPORTED_SCHEME -> "correct the address line";
      case DNS_NXDOMAIN, DNS_ALIAS_TO_NOTHING ->
          "check the spelling, or let the zone's owner add the name";
      case DNS_NODATA -> "see which types there are: naru lookup " + name + " ANY";
      case DNS_SERVFAIL,
          DNS_REFUSED,
          DNS_LAME,
          DNS_NO_REACHABLE_SERVER,
          DNS_NO_SERVER_ADDRESS,
          DNS_MALFORMED,
          DNS_TCP_NEEDED_BUT_BLOCKED,
          DNS_LIMIT ->
          "see the whole walk: naru lookup --walk " + name;
      case DNS_ALIAS_LOOP, DNS_ALIAS_TOO_LONG -> "let the owner of the aliases shorten the chain";
      case DNS_BOGUS_EXPIRED,
          DNS_BOGUS_NOT_YET_VALID,
          DNS_BOGUS_NO_MATCHING_DS,
          DNS_BOGUS_NO_DNSKEY,
          DNS_BOGUS_MISSING_SIGNATURE,
          DNS_BOGUS_BAD_SIGNATURE,
          DNS_BOGUS_MISSING_DENIAL ->
          "let the zone's owner sign it again; until then nobody should believe it";
      case DNS_RESOLVER_UNREACHABLE ->
          "start the resolver, or name another one: --resolver ADDR[:PORT]";
      case DNS_TIMEOUT, TCP_TIMEOUT, TLS_STALLED, HTTP_TIMEOUT ->
          "allow more time (--max-time, --connect-timeout), or look for what drops packets";
      case TCP_REFUSED -> "start the server at that port, or correct the address of " + name;
      case TCP_UNREACHABLE -> "check the route to the address, or its firewall";
      case TCP_RESET -> "look into the server's log for why it reset the connection";
      case TLS_NOT_TLS -> "the port does not speak TLS: use http://, or another port";
      case TLS_VERSION, TLS_CIPHER, TLS_ALERT, TLS_CLOSED ->
          "compare what was offered with what the server is configured to accept";
      case TLS_CLIENT_CERTIFICATE_REQUIRED -> "the server wants to know who you are by certificate";
      case TLS_CERTIFICATE_EXPIRED -> "let the server's owner renew the certificate";
      case TLS_CERTIFICATE_NOT_YET_VALID -> "check this machine's clock, then the certificate";
      case TLS_CERTIFICATE_WRONG_NAME ->
          "use one of the names it holds, or let its owner add " + name;
      case TLS_CERTIFICATE_UNKNOWN_ISSUER, TLS_CERTIFICATE_SELF_SIGNED ->
          "if you know the issuer, trust it: --cacert FILE";
      case TLS_CERTIFICATE_MISSING_INTERMEDIATE -> "let the server's owner send the whole chain";
      case TLS_CERTIFICATE_UNFIT -> "let the server's owner get a fit certificate";
      case HTTP_STATUS -> "read the body: repeat without --fail";
      case HTTP_REDIRECT_LOOP -> "let the site's owner end the circle";
      case HTTP_TRUNCATED_BODY,
          HTTP_MALFORMED,
          HTTP_EMPTY_REPLY,
          HTTP_RESET,
          HTTP_STREAM_RESET,
          HTTP_BAD_ENCODING ->
          "look into the log of the server at " + address;
      case TLS_LIMIT, HTTP_LIMIT -> "see docs/LIMITS.md for what the limit protects";
    };
  }
}
