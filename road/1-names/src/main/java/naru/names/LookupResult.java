package naru.names;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.journey.Cause;
import naru.wire.Name;
import naru.wire.RecordData;
import naru.wire.RecordSet;

/** What a name came to. Immutable. */
public sealed interface LookupResult {
  /** The names on the way: what was asked first, then what each alias points to. */
  List<Name> chain();

  /**
   * It has these records.
   *
   * @param byHand the line of the hosts file that decided, where one did
   */
  record Found(List<RecordSet> sets, List<Name> chain, Optional<HostsLine> byHand)
      implements LookupResult {
    public Found {
      sets = List.copyOf(sets);
      chain = List.copyOf(chain);
    }

    /** The addresses among them, in the order found. */
    public List<InetAddress> addresses() {
      return sets.stream().flatMap(RecordSet::values).flatMap(Found::address).distinct().toList();
    }

    private static Stream<InetAddress> address(RecordData data) {
      if (data instanceof RecordData.A(InetAddress four)) {
        return Stream.of(four);
      }
      return data instanceof RecordData.Aaaa(InetAddress six) ? Stream.of(six) : Stream.empty();
    }
  }

  /** It has none, or that could not be found out. */
  record Failed(Cause cause, List<Name> chain) implements LookupResult {
    public Failed {
      chain = List.copyOf(chain);
    }
  }
}
