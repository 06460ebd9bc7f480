package naru.nameserver;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/** The RRSIG records over one set of a name. Thread-safe. */
sealed interface Signatures {
  /** The type of the set they are over. */
  RecordType covered();

  /** The records. */
  RecordSet set();

  /** Read with the zone. */
  record Ready(RecordType covered, RecordSet set) implements Signatures {}

  /**
   * Made by a signer when somebody first asks: a zone of a million names is served at once. Two
   * first askers may both make them, and make the same.
   */
  final class OnDemand implements Signatures {
    private final RecordType covered;
    private final Supplier<RecordSet> signer;
    private final AtomicReference<Optional<RecordSet>> made =
        new AtomicReference<>(Optional.empty());

    OnDemand(RecordType covered, Supplier<RecordSet> signer) {
      this.covered = covered;
      this.signer = signer;
    }

    @Override
    public RecordType covered() {
      return covered;
    }

    @Override
    public RecordSet set() {
      return made.get().orElseGet(this::make);
    }

    private RecordSet make() {
      RecordSet signatures = signer.get();
      made.set(Optional.of(signatures));
      return signatures;
    }
  }
}
