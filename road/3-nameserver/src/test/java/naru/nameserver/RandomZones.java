package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.cname;
import static naru.nameserver.Records.dname;
import static naru.nameserver.Records.ds;
import static naru.nameserver.Records.mx;
import static naru.nameserver.Records.ns;
import static naru.nameserver.Records.soa;
import static naru.nameserver.Records.txt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import naru.wire.Name;
import naru.wire.Record;

/** Small zones with everything in them that a zone may have, the same for the same seed. */
final class RandomZones {
  static final String IN_WILDCARD = "from a wildcard";

  private static final String[] LABELS = {"a", "b", "c", "*"};
  private static final String[] ORIGINS = {"z", "y", "a.z"};

  private RandomZones() {}

  static Map<Name, List<Record>> zones(SplittableRandom chance) {
    Map<Name, List<Record>> zones = new LinkedHashMap<>();
    int count = 1 + chance.nextInt(ORIGINS.length);
    for (int i = 0; i < count; i++) {
      zones.put(Name.of(ORIGINS[i]), zone(ORIGINS[i], chance));
    }
    return zones;
  }

  private static List<Record> zone(String origin, SplittableRandom chance) {
    List<Record> records = new ArrayList<>();
    records.add(soa(origin));
    records.add(ns(origin, anyName(chance)));
    Set<String> owners = new HashSet<>(Set.of(origin));
    int names = 1 + chance.nextInt(10);
    for (int i = 0; i < names; i++) {
      String owner = nameBelow(origin, chance);
      if (owners.add(owner)) {
        records.addAll(node(owner, chance));
      }
    }
    return records;
  }

  /** One name's data, such that it breaks no rule. */
  private static List<Record> node(String owner, SplittableRandom chance) {
    return switch (chance.nextInt(8)) {
      case 0 -> List.of(cname(owner, anyName(chance)));
      case 1 -> List.of(dname(owner, anyName(chance)), txt(owner, "dname"));
      case 2 -> List.of(ns(owner, anyName(chance)), ns(owner, "a." + owner));
      case 3 -> List.of(ns(owner, "b." + owner), ds(owner), a(owner, "127.0.0.9"));
      case 4 -> List.of(mx(owner, anyName(chance)));
      case 5 -> List.of(txt(owner, owner.startsWith("*") ? IN_WILDCARD : "x"));
      default -> List.of(a(owner, "127.0.0.1"), a(owner, "127.0.0.2"));
    };
  }

  private static String nameBelow(String origin, SplittableRandom chance) {
    StringBuilder name = new StringBuilder();
    int depth = 1 + chance.nextInt(3);
    for (int i = 0; i < depth; i++) {
      name.append(LABELS[chance.nextInt(LABELS.length)]).append('.');
    }
    return name + origin;
  }

  static String anyName(SplittableRandom chance) {
    String[] origins = {"z", "z", "z", "y", "y", "a.z", "q"};
    String origin = origins[chance.nextInt(origins.length)];
    return chance.nextInt(8) == 0 ? origin : nameBelow(origin, chance);
  }
}
