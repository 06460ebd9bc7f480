package naru.names;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;

/**
 * Names that mean the same everywhere and are asked of nobody: {@code localhost} and all below it
 * is loopback (RFC 6761 §6.3), {@code invalid} does not exist (RFC 6761 §6.4), {@code onion} is not
 * for the DNS (RFC 7686 §2). It writes no step, because nobody is asked.
 *
 * <p>{@code local} belongs to multicast DNS (RFC 6762 §3), which is not spoken here; many networks
 * use it with plain DNS all the same, so it is asked for like any other name, and {@code --system}
 * reaches a machine's multicast DNS. {@code test} is left to the resolver, which knows whether a
 * world has it.
 *
 * <p>Immutable.
 */
final class SpecialNames implements NameSource {
  private static final Name LOCALHOST = Name.of("localhost");
  private static final Name INVALID = Name.of("invalid");
  private static final Name ONION = Name.of("onion");

  @Override
  public Finding find(Asked asked) {
    Name name = asked.name();
    if (name.isAtOrBelow(LOCALHOST)) {
      return loopback(asked);
    }
    if (name.isAtOrBelow(INVALID)) {
      return new Finding.NoSuchName(Optional.of(INVALID));
    }
    return name.isAtOrBelow(ONION)
        ? new Finding.NoSuchName(Optional.of(ONION))
        : new Finding.Unknown();
  }

  private static Finding loopback(Asked asked) {
    List<RecordSet> sets =
        Stream.of("::1", "127.0.0.1")
            .map(text -> RecordData.address(InetAddress.ofLiteral(text)))
            .filter(data -> asked.types().contains(data.type()))
            .map(data -> RecordSet.of(List.of(Record.of(asked.name(), 0, data))))
            .toList();
    return sets.isEmpty()
        ? new Finding.NoData(Optional.of(LOCALHOST))
        : new Finding.Found(sets, Optional.empty());
  }
}
