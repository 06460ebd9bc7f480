package naru.resolver.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import naru.resolver.Resolved;
import naru.resolver.SignedSet;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * What a resolver may add to a positive answer though nobody needs it: the servers of the answer's
 * zone and their addresses, as far as they were answers themselves. Immutable.
 */
public record Surroundings(List<SignedSet> servers, List<SignedSet> addresses) {
  /** Nothing to add. */
  public static final Surroundings NONE = new Surroundings(List.of(), List.of());

  public Surroundings {
    servers = List.copyOf(servers);
    addresses = List.copyOf(addresses);
  }

  /** Around a positive answer; {@code remembered} is what the cache has. */
  public static Surroundings of(
      Resolved resolved, BiFunction<Name, RecordType, Optional<SignedSet>> remembered) {
    if (!resolved.rcode().equals(Rcode.NOERROR)
        || resolved.answers().isEmpty()
        || !resolved.authorities().isEmpty()) {
      return NONE;
    }
    return nearest(resolved.answers().getLast(), remembered)
        .map(servers -> new Surroundings(List.of(servers), addresses(servers, remembered)))
        .orElse(NONE);
  }

  private static Optional<SignedSet> nearest(
      SignedSet answer, BiFunction<Name, RecordType, Optional<SignedSet>> remembered) {
    Optional<Name> at = Optional.of(answer.set().owner());
    while (at.isPresent()) {
      Optional<SignedSet> servers = remembered.apply(at.get(), RecordType.NS);
      if (servers.isPresent()) {
        // What was asked for is not added a second time.
        return servers.filter(set -> !set.set().equals(answer.set()));
      }
      at = at.get().parent();
    }
    return Optional.empty();
  }

  private static List<SignedSet> addresses(
      SignedSet servers, BiFunction<Name, RecordType, Optional<SignedSet>> remembered) {
    List<SignedSet> found = new ArrayList<>();
    for (RecordData data : servers.set().values().toList()) {
      if (data instanceof RecordData.Ns(Name server)) {
        remembered.apply(server, RecordType.A).ifPresent(found::add);
        remembered.apply(server, RecordType.AAAA).ifPresent(found::add);
      }
    }
    return found;
  }
}
