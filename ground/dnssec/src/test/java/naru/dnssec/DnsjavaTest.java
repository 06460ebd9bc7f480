package naru.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivateKey;
import java.time.Instant;
import java.util.SplittableRandom;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Section;

/** Seeded random sets against another implementation: ours signed, theirs checked, and back. */
class DnsjavaTest {
  private static final int ROUNDS = 60;
  private static final Name ZONE = Name.of("Naru.Test");
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-02-01T00:00:00Z");

  private final SignatureCheck check = new SignatureCheck(AlgorithmPolicy.MODERN);

  @ParameterizedTest
  @ValueSource(ints = {8, 13, 14, 15, 16})
  void theyAcceptWhatWeSign(int algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm, false);
    DNSKEYRecord theirKey = (DNSKEYRecord) theirs(keyRecord(key));
    SplittableRandom random = new SplittableRandom(algorithm);
    for (int i = 0; i < ROUNDS; i++) {
      RecordSet set = Given.randomSet(random);
      RRSIGRecord rrsig = (RRSIGRecord) theirs(key.sign(set, ZONE, FROM, TO));
      DNSSEC.verify(rrset(set), rrsig, theirKey, NOW);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 13, 14, 15, 16})
  void weAcceptWhatTheySign(int algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm, false);
    DNSKEYRecord theirKey = (DNSKEYRecord) theirs(keyRecord(key));
    PrivateKey privateKey = key.privateKey();
    SplittableRandom random = new SplittableRandom(algorithm);
    for (int i = 0; i < ROUNDS; i++) {
      RecordSet set = Given.randomSet(random);
      RRSIGRecord rrsig = DNSSEC.sign(rrset(set), theirKey, privateKey, FROM, TO);
      assertThat(check.check(set, (RecordData.Rrsig) ours(rrsig).data().orThrow(), key.dnskey()))
          .as("%s", set)
          .isEqualTo(new Checked.Good());
    }
  }

  @Test
  void tagsAndDigestsAgree() throws Exception {
    for (long seed = 0; seed < 200; seed++) {
      SigningKey key = SigningKey.generate(seed % 2 == 0 ? 13 : 15, true, Given.chance(seed));
      DNSKEYRecord theirKey = (DNSKEYRecord) theirs(keyRecord(key));
      assertThat(key.keyTag()).isEqualTo(theirKey.getFootprint());
      for (int type : new int[] {1, 2, 4}) {
        DSRecord ds = new DSRecord(theirKey.getName(), 1, 3600, type, theirKey);
        assertThat(DsDigest.of(ZONE, key.dnskey(), type).orElseThrow())
            .isEqualTo(ours(ds).data().orThrow());
      }
    }
  }

  private static Record keyRecord(SigningKey key) {
    return Record.of(ZONE, 3600, key.dnskey());
  }

  private static RRset rrset(RecordSet set) throws Exception {
    RRset theirs = new RRset();
    for (Record each : set.records()) {
      theirs.addRR(theirs(each));
    }
    return theirs;
  }

  private static org.xbill.DNS.Record theirs(Record record) throws Exception {
    byte[] wire = MessageCodec.encode(Message.builder().answer(record).build());
    return new org.xbill.DNS.Message(wire).getSection(Section.ANSWER).getFirst();
  }

  private static Record ours(org.xbill.DNS.Record record) {
    org.xbill.DNS.Message message = new org.xbill.DNS.Message();
    message.addRecord(record, Section.ANSWER);
    Record read = MessageCodec.decode(message.toWire()).orThrow().answers().getFirst();
    return new Record(read.owner(), read.type(), RecordClass.IN, read.ttlSeconds(), read.rdata());
  }
}
