package naru.app;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.resolver.ConfiguredZone;
import naru.resolver.ResolverDoors;
import naru.resolver.ResolverFile;

/**
 * What the flags of {@code naru resolver} add to its file. Immutable.
 *
 * @param complaints what is wrong with them: a line each
 */
record ResolverFlags(
    ResolverDoors doors,
    List<ConfiguredZone> stubs,
    List<ConfiguredZone> forwards,
    List<String> complaints) {
  private static final String USUAL_DOOR = "127.0.0.1:53";

  ResolverFlags {
    stubs = List.copyOf(stubs);
    forwards = List.copyOf(forwards);
    complaints = List.copyOf(complaints);
  }

  static ResolverFlags of(
      List<String> plain,
      List<String> tls,
      List<String> https,
      List<String> stub,
      List<String> forward,
      int threads) {
    List<String> wrong = new ArrayList<>();
    ZoneAddresses stubs = new ZoneAddresses();
    ZoneAddresses forwards = new ZoneAddresses();
    stub.forEach(text -> stubs.add("--stub", text).ifPresent(wrong::add));
    forward.forEach(text -> forwards.add("--forward", text).ifPresent(wrong::add));
    ResolverDoors doors =
        new ResolverDoors(
            addresses("--listen", plain, wrong),
            addresses("--listen-tls", tls, wrong),
            addresses("--listen-https", https, wrong),
            Optional.empty());
    if (threads != 1) {
      wrong.add("--threads: one receive loop is all there is so far");
    }
    return new ResolverFlags(doors, stubs.zones(), forwards.zones(), wrong);
  }

  private static List<InetSocketAddress> addresses(
      String flag, List<String> texts, List<String> wrong) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      ListenAddress.parse(text)
          .ifPresentOrElse(
              addresses::add, () -> wrong.add(flag + ": \"" + text + "\" is not ADDR:PORT"));
    }
    return addresses;
  }

  /** The file's settings with what the flags add. */
  ResolverFile applied(ResolverFile settings) {
    return settings.and(stubs, forwards).listeningOn(joined(settings.doors()));
  }

  private ResolverDoors joined(ResolverDoors file) {
    ResolverDoors all =
        new ResolverDoors(
            joined(file.plain(), doors.plain()),
            joined(file.tls(), doors.tls()),
            joined(file.https(), doors.https()),
            file.certificate());
    return all.isEmpty()
        ? new ResolverDoors(
            ListenAddress.parse(USUAL_DOOR).stream().toList(),
            List.of(),
            List.of(),
            file.certificate())
        : all;
  }

  private static List<InetSocketAddress> joined(
      List<InetSocketAddress> file, List<InetSocketAddress> flags) {
    List<InetSocketAddress> all = new ArrayList<>(file);
    all.addAll(flags);
    return all;
  }
}
