package naru.names;

import java.time.Duration;

/** How much the names' own stops take in, keep and wait for. */
final class Limits {
  /** Octets of a hosts file: the largest block lists of today have 6 MiB. */
  static final int HOSTS_OCTETS = 16 << 20;

  /** Octets of a resolv.conf: it has some lines. */
  static final int RESOLV_CONF_OCTETS = 1 << 20;

  /** Broken lines of one file that are reported; the others are counted. */
  static final int COMPLAINTS = 100;

  /** Aliases followed from one name (the same in our resolver). */
  static final int ALIASES = 11;

  /** Links read from one answer: BIND follows 16, and more than a few tens are an attack. */
  static final int LINKS_AN_ANSWER = 32;

  /** Names and types that a browsing session keeps: as many as Chrome's host cache. */
  static final int BROWSER_CACHE_ENTRIES = 1_000;

  /** Names and types that the operating system keeps: as many as systemd-resolved. */
  static final int SYSTEM_CACHE_ENTRIES = 4_096;

  /** Records of a set that is kept (CVE-2024-1737: BIND's max-records-per-type). */
  static final int RECORDS_A_SET = 100;

  /** Octets of a set that is kept: a full cache then holds tens of megabytes, not hundreds. */
  static final int OCTETS_A_SET = 16 << 10;

  /** A positive answer is kept for a day at most (RFC 1035 §7.3 and RFC 8767 §4 advise a cap). */
  static final long POSITIVE_TTL_SECONDS = 86_400;

  /** A negative answer is kept for three hours at most (RFC 2308 §5: one to three). */
  static final long NEGATIVE_TTL_SECONDS = 10_800;

  /** Types asked for in one question to the operating system's service. */
  static final int TYPES_A_QUESTION = 8;

  /** Entries in one answer to a question about the cache: a message has 65,535 octets. */
  static final int CACHE_LINES_AN_ANSWER = 50;

  /** Characters of what a cached set holds, in a line about it. */
  static final int CACHE_LINE_TEXT = 500;

  /** Characters of a server's own words that are passed on. */
  static final int FOREIGN_TEXT = 200;

  /** Servers of a resolv.conf (MAXNS of the C library). */
  static final int RESOLVERS = 3;

  /** Domains of a search list (MAXDNSRCH of resolv.h): each one costs questions. */
  static final int SEARCH_DOMAINS = 6;

  /** The most that resolv.conf(5) lets {@code ndots} be. */
  static final int NDOTS = 15;

  /** The most that resolv.conf(5) lets {@code timeout} be, in seconds. */
  static final int TIMEOUT_SECONDS = 30;

  /** The most that resolv.conf(5) lets {@code attempts} be. */
  static final int ATTEMPTS = 5;

  /**
   * A try over a local stream: our resolver gives up on a question after 10 s and then says why,
   * which is worth two more.
   */
  static final Duration STREAM_PATIENCE = Duration.ofSeconds(12);

  private Limits() {}
}
