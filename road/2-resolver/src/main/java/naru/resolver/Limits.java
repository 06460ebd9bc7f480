package naru.resolver;

import java.time.Duration;

/**
 * Every limit of this room, with its reason and source. Each keeps one client's question, or one
 * hostile server, from costing more than it should.
 */
public final class Limits {
  /** Upstream queries that one client's question may cost in all, never reset (CAMP). */
  public static final int UPSTREAM_QUERIES = 200;

  /** A client's question, all its sub-questions included; stubs have given up by then. */
  public static final Duration WHOLE_QUESTION = Duration.ofSeconds(10);

  /** Aliases followed for one question, as many as the client follows (TsuNAME, RFC 9520). */
  public static final int ALIASES = 11;

  /** Questions within questions for server addresses (iDNS, CVE-2014-8500). */
  public static final int DEPTH = 8;

  /** New lookups of server addresses that one delegation may cause (NXNSAttack, CVE-2020-12662). */
  public static final int LOOKUPS_A_DELEGATION = 16;

  /** Servers of one delegation that are considered: as many as the root has. */
  public static final int SERVERS_A_DELEGATION = 13;

  /** Addresses of one server name that are considered: more only serve to waste our time. */
  public static final int ADDRESSES_A_SERVER = 8;

  /** Tries of one address that stays silent, each twice as long as the one before. */
  public static final int TRIES_A_SERVER = 3;

  /** Tries of one address with a part of the name: some drop what they do not expect (RFC 9156). */
  public static final int TRIES_A_PROBE = 2;

  /** Time-outs at one zone before it counts as unreachable: 13 silent servers cost 5 s, not 36. */
  public static final int TIMEOUTS_A_ZONE = 12;

  /** First try of a server that was never met: most of the internet is nearer (RFC 6298 §2.1). */
  public static final Duration FIRST_TRY = Duration.ofMillis(400);

  /** No try is shorter: a busy machine is not a dead one (RFC 6298 §2.4, scaled to DNS). */
  public static final Duration SHORTEST_TRY = Duration.ofMillis(200);

  /** No try is longer: three of them fit the whole question (RFC 6298 §2.5). */
  public static final Duration LONGEST_TRY = Duration.ofSeconds(3);

  /** Servers whose time is within this of the best are equally good. */
  public static final int EQUAL_RTT_MILLIS = 30;

  /** One choice of a server out of so many is free, so that a recovered server is noticed. */
  public static final int EXPLORE_ONE_IN = 20;

  /** How long a server's time, its EDNS and its lameness are remembered. */
  public static final Duration SERVER_MEMORY = Duration.ofMinutes(15);

  /** Servers remembered. */
  public static final int SERVERS = 20_000;

  /** Zones for which one server is remembered as lame. */
  public static final int LAME_ZONES_A_SERVER = 16;

  /** Delegations remembered. */
  public static final int DELEGATIONS = 50_000;

  /** Names of servers whose addresses are remembered as they were told by the way. */
  public static final int GLUE_NAMES = 50_000;

  /** How long a failure is remembered at first; each further one doubles it (RFC 9520 §3.2). */
  public static final Duration FAILURE_FIRST = Duration.ofSeconds(1);

  /** No failure is remembered longer (RFC 9520 §3.2). */
  public static final Duration FAILURE_LONGEST = Duration.ofMinutes(5);

  /** Failures remembered. */
  public static final int FAILURES = 20_000;

  /** Record sets and negative answers remembered, when the configuration says nothing. */
  public static final int CACHE_ENTRIES = 500_000;

  /** Their octets, when the configuration says nothing. */
  public static final long CACHE_OCTETS = 128L << 20;

  /** A day: no record lives longer here (RFC 8767 §4 caps at 7 days; a mistake should end). */
  public static final long MAX_TTL_SECONDS = 86_400;

  /** Negative answers live at most three hours (RFC 2308 §5). */
  public static final long MAX_NEGATIVE_TTL_SECONDS = 10_800;

  /** Records of one set that are remembered (CVE-2024-1737). */
  public static final int RECORDS_A_SET = 100;

  /** Clients that wait for the same question (random-subdomain floods). */
  public static final int WAITING_A_QUESTION = 100;

  /** Answers kept as bytes, to be copied on the receive loop: the names that are asked most. */
  public static final int READY_ANSWERS = 65_536;

  /** Their octets, with all that an entry costs. */
  public static final long READY_OCTETS = 32L << 20;

  /** How much of their records' life ready answers live: the rest sees whoever renews them. */
  public static final int READY_PERCENT = 95;

  /** Questions remembered as asked once, of which the next asking makes a ready answer. */
  public static final int SIGHTINGS = 65_536;

  /** Questions under way to the servers of one zone that answers: more would queue there. */
  public static final int QUESTIONS_A_ZONE = 2_000;

  /**
   * The same for a zone that does not answer, or was never met (random-subdomain floods): each
   * waits for seconds, and for nothing.
   */
  public static final int QUESTIONS_A_SILENT_ZONE = 200;

  /** The same while a crowd is under way: many such zones at once are an attack. */
  public static final int QUESTIONS_A_SILENT_ZONE_IN_A_CROWD = 10;

  /** Questions under way to all zones that make a crowd: about 8 KiB each. */
  public static final int CROWD = 2_000;

  /** Time-outs in a row after which a zone counts as silent, until it answers. */
  public static final int SILENCES_A_ZONE = 8;

  /** Zones of which is remembered whether they answer. */
  public static final int ZONES_MET = 20_000;

  /** How long a zone counts as full before a question may try its luck again. */
  public static final Duration FULL_ZONE = Duration.ofMillis(100);

  /** Labels of full zones that are looked at before any work: few zones cut deeper. */
  public static final int LABELS_OF_FULL_ZONES = 8;

  /** Questions under way to one server, which may have many zones; none of configured zones. */
  public static final int QUESTIONS_A_SERVER = 2_000;

  /**
   * An answer over UDP that took longer is not sent, though what it found is remembered: answers
   * held back cannot be let go all at once (DNSBomb, CVE-2024-33655).
   */
  public static final Duration LATE_ANSWER = Duration.ofMillis(1_900);

  /** Minimised questions for one name (RFC 9156 §2.3). */
  public static final int MINIMISED_QUESTIONS = 10;

  /** Labels shown one by one, before several are added at a time (RFC 9156 §2.3). */
  public static final int MINIMISED_ONE_BY_ONE = 4;

  /** Signatures tried for one record set (KeyTrap, CVE-2023-50387). */
  public static final int SIGNATURES_A_SET = 8;

  /** Keys of one tag and algorithm that are tried: more share them only on purpose (KeyTrap). */
  public static final int KEYS_A_TAG = 4;

  /** Signatures that may turn out bad for one client's question (KeyTrap). */
  public static final int FAILED_CHECKS_A_QUESTION = 32;

  /** Signatures verified for one client's question: eleven aliases in as many signed zones. */
  public static final int CHECKS_A_QUESTION = 256;

  /** Digests of a child's keys that are looked at (KeyTrap). */
  public static final int DIGESTS_A_ZONE = 8;

  /** Record sets of one proof of non-existence: the longest needs three, and an SOA. */
  public static final int PROOF_SETS = 12;

  /** Rounds of an NSEC3 hash; beyond it a zone counts as insecure (RFC 9276 §3.2, as its peers). */
  public static final int NSEC3_ITERATIONS = 150;

  /** NSEC3 hashes computed for one client's question (CVE-2023-50868). */
  public static final int HASHES_A_QUESTION = 256;

  /** How long a broken chain of trust is remembered: long enough to spare the servers, RFC 9520. */
  public static final Duration BROKEN_CHAIN = Duration.ofSeconds(60);

  /** Zones whose keys are remembered. */
  public static final int ZONE_KEYS = 50_000;

  /** Their octets: some 100,000 keys. */
  public static final long ZONE_KEY_OCTETS = 64L << 20;

  /**
   * Octets of a set that is remembered beside the cache: a zone's SOA, a link of its chain, what a
   * parent said of its keys. Honest ones have half of that at most, and there are many places.
   */
  public static final int ASIDE_OCTETS = 4_096;

  /** Servers whose answer was bogus that are passed over for one question. */
  public static final int BOGUS_SERVERS = 5;

  /** Octets of a file of trust anchors: a key takes less than 1 KiB, a zone has few. */
  public static final int ANCHOR_FILE_OCTETS = 1 << 20;

  /** Keys of a zone that are followed as trust anchors, or on the way to it. */
  public static final int WATCHED_KEYS = 32;

  /** How long a new key must be seen before it is a trust anchor (RFC 5011 §2.4.1). */
  public static final Duration ADD_HOLD_DOWN = Duration.ofDays(30);

  /** How long a revoked key is remembered when it is not seen any more (RFC 5011 §2.4.2). */
  public static final Duration REMOVE_HOLD_DOWN = Duration.ofDays(30);

  /** How long a missing key stays a trust anchor: a year, in which others roll once. */
  public static final Duration KEEP_MISSING = Duration.ofDays(366);

  /** Trust anchors are asked about no more often (RFC 5011 §2.3). */
  public static final Duration SHORTEST_REFRESH = Duration.ofHours(1);

  /** Trust anchors are asked about at least so often (RFC 5011 §2.3). */
  public static final Duration LONGEST_REFRESH = Duration.ofDays(15);

  /** After a failure, at least so often (RFC 5011 §2.3). */
  public static final Duration LONGEST_RETRY = Duration.ofDays(1);

  /** How long a client waits before it gets a stale answer (RFC 8767 §5). */
  public static final Duration STALE_CLIENT_TIMEOUT = Duration.ofMillis(1_800);

  /** The time to live of a stale answer (RFC 8767 §4). */
  public static final long STALE_TTL_SECONDS = 30;

  /** How long after its end an answer may still be given: a day (RFC 8767 §5: one to three). */
  public static final long STALE_AGE_SECONDS = 86_400;

  /** Zones whose proofs of non-existence are remembered for other names (RFC 8198). */
  public static final int DENYING_ZONES = 200;

  /** Labels below a zone of which known NSEC3 links may tell: each costs a hash (RFC 8198). */
  public static final int LABELS_A_GUESS = 16;

  /** Links of one zone's chain that are remembered (RFC 8198). */
  public static final int LINKS_A_ZONE = 1_000;

  /** A client's rate that can be configured: beyond a million a second it is no limit. */
  public static final int RATE_PER_SECOND = 1_000_000;

  /** A DNAME without a time to live serves the names below it for so long, against floods. */
  public static final long DNAME_GRACE_SECONDS = 1;

  /** Beyond the longest question, until a resolver that was replaced ends what it still does. */
  public static final Duration AFTER_CHANGE = Duration.ofSeconds(1);

  /** Lines of a cache that are shown at once: as many as fit the control socket's 8 MiB. */
  public static final int DUMP_LINES = 50_000;

  private Limits() {}
}
