package naru.nameserver;

import java.util.List;

/** What came of making a zone from records. Immutable. */
public sealed interface ZoneCheck {
  /** The zone can be served. */
  record Accepted(Zone zone, List<Complaint.Remark> remarks) implements ZoneCheck {
    public Accepted {
      remarks = List.copyOf(remarks);
    }
  }

  /** It cannot; at least one complaint is a {@link Complaint.Fault}. */
  record Rejected(List<Complaint> complaints) implements ZoneCheck {
    public Rejected {
      complaints = List.copyOf(complaints);
    }
  }

  /** All that was complained about. */
  default List<? extends Complaint> complaints() {
    return switch (this) {
      case Accepted(_, List<Complaint.Remark> remarks) -> remarks;
      case Rejected(List<Complaint> complaints) -> complaints;
    };
  }

  /** The zone of records that the program itself wrote; anything else is a programmer's error. */
  default Zone orThrow() {
    return switch (this) {
      case Accepted(Zone zone, _) -> zone;
      case Rejected(List<Complaint> complaints) ->
          throw new IllegalArgumentException(
              String.join("; ", complaints.stream().map(Complaint::line).toList()));
    };
  }
}
