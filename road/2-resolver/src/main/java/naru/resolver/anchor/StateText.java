package naru.resolver.anchor;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import naru.config.Complaints;
import naru.dnssec.KeyTag;
import naru.resolver.Limits;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData.Dnskey;
import naru.wire.RecordData.Ds;

/**
 * A trust point as a text: a master file of its keys, whose comments hold the state, in the form
 * that operators know from Unbound. A file of keys without such comments is a beginning.
 *
 * <pre>
 * ; autotrust trust anchor file
 * ;;id: example. 1
 * ;;last_queried: 1764028800 ;;Tue Nov 25 00:00:00 2025
 * ...
 * example. 3600 IN DNSKEY 257 3 13 ... ;{id = 123 (ksk)} ;;state=2 [  VALID  ] ;;count=0 ...
 * </pre>
 */
final class StateText {
  private static final DateTimeFormatter CTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Pattern REMARK = Pattern.compile("([a-z_]+): *(\\S*).*");
  private static final Pattern STATE = Pattern.compile(";;state=(\\S*)");
  private static final Pattern COUNT = Pattern.compile(";;count=(\\S*)");
  private static final Pattern LAST_CHANGE = Pattern.compile(";;lastchange=(\\S*)");

  private static final String ENDED =
      """
      ;;REVOKED
      ; Every trust anchor of this zone was revoked: nothing below it is validated
      ; because of this file any more, and the zone is not asked again.
      ; To begin anew, put DS or DNSKEY records that you trust in place of this text.
      """;

  private StateText() {}

  static String write(TrustPoint point) {
    StringBuilder text = new StringBuilder("; autotrust trust anchor file\n");
    if (point.isDeleted()) {
      text.append(ENDED);
    }
    Refresh refresh = point.refresh();
    text.append(";;id: ").append(point.zone()).append(" 1\n");
    text.append(";;last_queried: ").append(moment(refresh.lastQueried())).append('\n');
    text.append(";;last_success: ").append(moment(refresh.lastSuccess())).append('\n');
    text.append(";;next_probe_time: ").append(moment(refresh.next())).append('\n');
    text.append(";;query_failed: ").append(refresh.failures()).append('\n');
    text.append(";;query_interval: ").append(refresh.interval().toSeconds()).append('\n');
    text.append(";;retry_time: ").append(refresh.retry().toSeconds()).append('\n');
    point.keys().forEach(key -> text.append(line(point, key)).append('\n'));
    return text.toString();
  }

  /** Seconds of the epoch, and the same for a person; 0 is never. */
  private static String moment(Optional<Instant> moment) {
    Instant instant = moment.orElse(Instant.EPOCH);
    return instant.getEpochSecond() + " ;;" + CTIME.format(instant);
  }

  private static String line(TrustPoint point, WatchedKey key) {
    Record record = Record.of(point.zone(), point.ttlSeconds(), key.data());
    String id = key.data() instanceof Dnskey own ? " ;{id = " + KeyTag.of(own) + " (ksk)}" : "";
    return record
        + id
        + " ;;state="
        + key.state().number
        + " [ "
        + centred(key.state().name())
        + " ] ;;count="
        + key.sightings()
        + " ;;lastchange="
        + moment(key.since());
  }

  private static String centred(String word) {
    return word.length() == 5 ? " " + word + " " : word;
  }

  /** The trust point of a text; nothing, and at least one complaint, where it holds none. */
  static Optional<TrustPoint> read(AnchorText text, Complaints complaints) {
    Map<String, Number> numbers = numbers(text, complaints);
    List<AnchorText.Entry> entries = entries(text, complaints);
    List<WatchedKey> keys = keys(entries, complaints);
    if (!complaints.isEmpty()) {
      return Optional.empty();
    }
    boolean known =
        keys.stream().anyMatch(k -> k.state().isTrusted() || k.state() == KeyState.REVOKED);
    if (!known) {
      complaints.add(0, "no DS record, and no DNSKEY record of a secure entry point");
      return Optional.empty();
    }
    Record first = entries.getFirst().record();
    return Optional.of(
        new TrustPoint(first.owner(), first.ttlSeconds(), keys, refresh(numbers, ended(keys))));
  }

  private static boolean ended(List<WatchedKey> keys) {
    return keys.stream().noneMatch(key -> key.state().isTrusted());
  }

  /** Keys and digests that may be trust anchors (RFC 5011 §2.2: keys with the SEP bit). */
  private static List<AnchorText.Entry> entries(AnchorText text, Complaints complaints) {
    List<AnchorText.Entry> entries = new ArrayList<>();
    for (AnchorText.Entry entry : text.entries()) {
      if (!entries.isEmpty() && !entry.record().owner().equals(owner(entries))) {
        String both = owner(entries).toHost() + " and " + entry.record().owner().toHost();
        complaints.add(entry.line(), "a file for each zone, not one for " + both);
      }
      if (!(entry.data() instanceof Dnskey key) || isEntryPoint(key)) {
        entries.add(entry);
      }
    }
    if (entries.size() > Limits.WATCHED_KEYS) {
      complaints.add(
          entries.get(Limits.WATCHED_KEYS).line(), "more than " + Limits.WATCHED_KEYS + " keys");
    }
    return entries;
  }

  private static Name owner(List<AnchorText.Entry> entries) {
    return entries.getFirst().record().owner();
  }

  private static boolean isEntryPoint(Dnskey key) {
    int bits = Dnskey.ZONE | Dnskey.SECURE_ENTRY_POINT;
    return (key.flags() & bits) == bits;
  }

  private static List<WatchedKey> keys(List<AnchorText.Entry> entries, Complaints complaints) {
    List<WatchedKey> keys = new ArrayList<>();
    for (AnchorText.Entry entry : entries) {
      WatchedKey key = key(entry, complaints);
      if (keys.stream().noneMatch(other -> other.data().equals(key.data()))) {
        keys.add(key);
      }
    }
    return keys;
  }

  private static WatchedKey key(AnchorText.Entry entry, Complaints complaints) {
    boolean revoked = entry.data() instanceof Dnskey key && WatchedKey.isRevoked(key);
    KeyState usual = revoked ? KeyState.REVOKED : KeyState.VALID;
    KeyState state =
        number(STATE, "state", entry, complaints).stream()
            .mapToObj(KeyState::of)
            .findFirst()
            .map(named -> named.orElseGet(() -> unknown(entry, complaints)))
            .orElse(usual);
    if (revoked && state != KeyState.REVOKED || entry.data() instanceof Ds && !state.isTrusted()) {
      complaints.add(entry.line(), "such a record cannot be in state " + state);
    }
    long count = number(COUNT, "count", entry, complaints).orElse(0);
    return new WatchedKey(
        entry.data(),
        state,
        (int) Math.min(count, Integer.MAX_VALUE),
        moment(number(LAST_CHANGE, "lastchange", entry, complaints).orElse(0)));
  }

  private static KeyState unknown(AnchorText.Entry entry, Complaints complaints) {
    complaints.add(entry.line(), "there is no such state of a key");
    return KeyState.START;
  }

  private static OptionalLong number(
      Pattern pattern, String word, AnchorText.Entry entry, Complaints complaints) {
    Matcher found = pattern.matcher(entry.comment());
    return found.find()
        ? OptionalLong.of(number(found.group(1), word, entry.line(), complaints))
        : OptionalLong.empty();
  }

  private static long number(String text, String word, int line, Complaints complaints) {
    if (text.matches("[0-9]{1,11}")) {
      return Long.parseLong(text);
    }
    complaints.add(line, word + ": a number is expected, not \"" + text + "\"");
    return 0;
  }

  /** The numbers that stand in lines of their own. */
  private static Map<String, Number> numbers(AnchorText text, Complaints complaints) {
    List<String> known =
        List.of(
            "last_queried",
            "last_success",
            "next_probe_time",
            "query_failed",
            "query_interval",
            "retry_time");
    Map<String, Number> numbers = new LinkedHashMap<>();
    for (AnchorText.Remark remark : text.remarks()) {
      Matcher line = REMARK.matcher(remark.text());
      if (line.matches() && known.contains(line.group(1))) {
        numbers.put(line.group(1), number(line.group(2), line.group(1), remark.line(), complaints));
      }
    }
    return numbers;
  }

  private static Refresh refresh(Map<String, Number> numbers, boolean ended) {
    Optional<Instant> next = Optional.of(Instant.ofEpochSecond(value(numbers, "next_probe_time")));
    return new Refresh(
        moment(value(numbers, "last_queried")),
        moment(value(numbers, "last_success")),
        ended ? Optional.empty() : next,
        (int) Math.min(value(numbers, "query_failed"), Integer.MAX_VALUE),
        interval(value(numbers, "query_interval"), Limits.LONGEST_REFRESH),
        interval(value(numbers, "retry_time"), Limits.LONGEST_RETRY));
  }

  private static long value(Map<String, Number> numbers, String word) {
    return numbers.getOrDefault(word, 0L).longValue();
  }

  private static Duration interval(long seconds, Duration longest) {
    long shortest = Limits.SHORTEST_REFRESH.toSeconds();
    return Duration.ofSeconds(Math.clamp(seconds, shortest, longest.toSeconds()));
  }

  private static Optional<Instant> moment(long seconds) {
    return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
  }
}
