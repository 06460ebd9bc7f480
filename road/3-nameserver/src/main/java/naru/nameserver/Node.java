package naru.nameserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * A name of a zone with its record sets, in the order of their types; an empty non-terminal has
 * none (RFC 4592 §2.2.2). Signatures stand beside the set they cover, so that each keeps the TTL of
 * its set (RFC 4034 §3). Immutable.
 */
record Node(Name name, List<RecordSet> sets, List<Signatures> signatures) {
  Node {
    sets = List.copyOf(sets);
    signatures = List.copyOf(signatures);
  }

  /** A name that exists because names below it do. */
  static Node empty(Name name) {
    return new Node(name, List.of(), List.of());
  }

  static Node of(Name name, List<Record> records) {
    if (records.size() == 1 && !isSignature(records.getFirst())) {
      return new Node(name, List.of(single(records.getFirst())), List.of());
    }
    Map<RecordType, List<Record>> data = new TreeMap<>();
    Map<RecordType, List<Record>> signing = new TreeMap<>();
    for (Record each : records) {
      Map<RecordType, List<Record>> group = isSignature(each) ? signing : data;
      group.computeIfAbsent(groupOf(each), _ -> new ArrayList<>(1)).add(each);
    }
    List<Signatures> signatures = new ArrayList<>();
    signing.forEach(
        (covered, set) -> signatures.add(new Signatures.Ready(covered, RecordSet.of(set))));
    return new Node(name, data.values().stream().map(RecordSet::of).toList(), signatures);
  }

  /** Most names of a large zone hold one record. */
  private static RecordSet single(Record only) {
    return new RecordSet(
        only.owner(), only.type(), only.recordClass(), only.ttlSeconds(), List.of(only.rdata()));
  }

  private static boolean isSignature(Record each) {
    return each.type().equals(RecordType.RRSIG);
  }

  /** Its type; for a signature the type that it covers. */
  static RecordType groupOf(Record each) {
    return isSignature(each) && each.data().ok().orElse(null) instanceof RecordData.Rrsig rrsig
        ? rrsig.covered()
        : each.type();
  }

  Optional<RecordSet> set(RecordType type) {
    for (RecordSet each : sets) {
      if (each.type().equals(type)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  boolean has(RecordType type) {
    return set(type).isPresent();
  }

  Optional<RecordSet> signaturesOver(RecordType type) {
    return signatures.stream()
        .filter(each -> each.covered().equals(type))
        .map(Signatures::set)
        .findFirst();
  }

  /** With this one set alone, and the signatures over it. */
  Node with(RecordSet only) {
    return sets.size() == 1 ? this : new Node(name, List.of(only), signaturesOf(only.type()));
  }

  /** Without its set of this type and the signatures over it. */
  Node without(RecordType type) {
    return new Node(
        name,
        sets.stream().filter(set -> !set.type().equals(type)).toList(),
        signatures.stream().filter(each -> !each.covered().equals(type)).toList());
  }

  private List<Signatures> signaturesOf(RecordType type) {
    return signatures.stream().filter(each -> each.covered().equals(type)).toList();
  }

  /** All its records, its sets, then the signatures over them. */
  Stream<Record> records() {
    Stream<Record> data = sets.stream().flatMap(set -> set.records().stream());
    return Stream.concat(data, signatures.stream().flatMap(each -> each.set().records().stream()));
  }

  /** Its A and AAAA sets. */
  List<RecordSet> addresses() {
    return sets.stream()
        .filter(s -> s.type().equals(RecordType.A) || s.type().equals(RecordType.AAAA))
        .toList();
  }
}
