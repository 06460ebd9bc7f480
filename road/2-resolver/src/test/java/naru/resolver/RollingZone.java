package naru.resolver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import naru.dnssec.SigningKey;
import naru.time.SimulatedTime;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * A signed zone of a test whose keys change from day to day. What it answers is signed when it is
 * asked; it cannot prove that something is not there. Confined to one test.
 */
final class RollingZone {
  private final SimulatedTime time;
  private final TinyZone zone;
  private final SigningKey zoneKey;
  private Duration keyTtl = Duration.ofDays(2);
  private Duration validity = Duration.ofDays(20);
  private List<SigningKey> shown = List.of();
  private List<SigningKey> signers = List.of();

  RollingZone(SimulatedTime time, TinyZone zone) {
    this.time = time;
    this.zone = zone;
    this.zoneKey = SigningKey.generate(13, false, time.chance());
  }

  Name name() {
    return zone.origin();
  }

  /** These keys are in the DNSKEY set, and sign it. */
  RollingZone shows(SigningKey... keys) {
    shown = List.of(keys);
    return signedBy(keys);
  }

  /** Only these keys sign the DNSKEY set. */
  RollingZone signedBy(SigningKey... keys) {
    signers = List.of(keys);
    return this;
  }

  RollingZone keyTtl(Duration ttl) {
    keyTtl = ttl;
    return this;
  }

  RollingZone validFor(Duration time) {
    validity = time;
    return this;
  }

  Message answer(Message query) {
    Question question = query.question().orElseThrow();
    boolean keys =
        question.name().equals(zone.origin()) && question.type().equals(RecordType.DNSKEY);
    if (keys) {
      Message.Builder answer = Message.answerTo(query).authoritative(true);
      query.edns().ifPresent(answer::edns);
      return answer.answers(keySet()).build();
    }
    Message plain = zone.answer(query);
    Message.Builder answer = plain.edit().withoutRecords();
    RecordSet.group(plain.answers()).forEach(set -> answer.answers(signed(set, List.of(zoneKey))));
    return answer.authorities(plain.authorities()).additionals(plain.additionals()).build();
  }

  private List<Record> keySet() {
    List<Record> records =
        Stream.concat(shown.stream(), Stream.of(zoneKey))
            .map(key -> Record.of(zone.origin(), keyTtl.toSeconds(), key.dnskey()))
            .toList();
    return signed(RecordSet.of(records), signers);
  }

  private List<Record> signed(RecordSet set, List<SigningKey> keys) {
    List<Record> records = new ArrayList<>(set.records());
    Instant now = time.instant();
    for (SigningKey key : keys) {
      records.add(key.sign(set, zone.origin(), now.minusSeconds(3600), now.plus(validity)));
    }
    return records;
  }

  /** The record that whoever trusts this key writes into a file. */
  String line(RecordData data) {
    return Record.of(zone.origin(), 3600, data).toString();
  }
}
