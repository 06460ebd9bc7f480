package naru.resolver.validation;

import java.util.List;
import naru.dnssec.KeyTag;
import naru.resolver.cache.FailureCache.Failure;
import naru.wire.Name;
import naru.wire.RecordData;

/** What is known about the keys of a zone. Immutable. */
sealed interface Trust {
  /** The zone it is about. */
  Name zone();

  /** About how much memory it takes. */
  default int octets() {
    int objects = 256;
    return switch (this) {
      case Secure(_, List<Key> keys) ->
          keys.stream().mapToInt(key -> key.data().publicKey().octets() + objects).sum() + objects;
      case Insecure _, Broken _ -> objects;
    };
  }

  /** These keys may sign the zone's records. */
  record Secure(Name zone, List<Key> keys) implements Trust {
    public Secure {
      keys = List.copyOf(keys);
    }
  }

  /** Nobody vouches for the zone's keys, provably: {@code why} in words. */
  record Insecure(Name zone, String why, List<Integer> errors) implements Trust {
    public Insecure {
      errors = List.copyOf(errors);
    }

    Insecure(Name zone, String why) {
      this(zone, why, List.of());
    }
  }

  /** The chain is broken: nothing of the zone can be believed. */
  record Broken(Name zone, Failure failure) implements Trust {}

  /** A key and its tag, which is computed once. */
  record Key(RecordData.Dnskey data, int tag) {
    /** Honest zones have two to six. */
    private static final int TAGS_SHOWN = 16;

    static Key of(RecordData.Dnskey data) {
      return new Key(data, KeyTag.of(data));
    }

    /** The tags of the first of them, for a person. */
    static List<Integer> tags(List<Key> keys) {
      return keys.stream().map(Key::tag).limit(TAGS_SHOWN).toList();
    }

    /** Whether it may sign records of its zone (RFC 4034 §2.1, RFC 5011 §2.1). */
    boolean signsZone() {
      return (data.flags() & RecordData.Dnskey.ZONE) != 0
          && (data.flags() & RecordData.Dnskey.REVOKE) == 0
          && data.protocol() == 3;
    }
  }
}
