package naru.nameserver;

import java.util.ArrayList;
import java.util.List;

/** What was complained about so far, bounded, faults first. Confined to one thread. */
final class Complaints {
  private final List<Complaint.Fault> faults = new ArrayList<>();
  private final List<Complaint.Remark> remarks = new ArrayList<>();

  void add(Complaint complaint) {
    switch (complaint) {
      case Complaint.Fault fault -> keep(faults, fault);
      case Complaint.Remark remark -> keep(remarks, remark);
    }
  }

  private static <T> void keep(List<T> list, T complaint) {
    if (list.size() < Limits.COMPLAINTS) {
      list.add(complaint);
    }
  }

  boolean faulty() {
    return !faults.isEmpty();
  }

  List<Complaint.Remark> remarks() {
    return remarks;
  }

  List<Complaint> all() {
    List<Complaint> all = new ArrayList<>(faults);
    all.addAll(remarks);
    return all;
  }
}
