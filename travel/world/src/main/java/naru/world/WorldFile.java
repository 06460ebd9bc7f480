package naru.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.config.Complaints;
import naru.config.Configured;
import naru.config.YamlFile;
import naru.config.YamlMap;
import naru.nameserver.SigningPolicy.Denying;
import naru.net.Addresses;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.ZoneFile;
import naru.world.WorldDescription.ServerPlan;
import naru.world.WorldDescription.SitePlan;
import naru.world.WorldDescription.ZonePlan;

/** Reads {@code naru.yaml}, the description of a world. Confined to one thread. */
public final class WorldFile {
  private static final String BUILT_IN = "built-in.yaml";

  private final Complaints complaints;
  private final Path directory;

  private WorldFile(Complaints complaints, Path directory) {
    this.complaints = complaints;
    this.directory = directory;
  }

  /** Reads a file; zone files and folders are found relative to it. */
  public static Configured<WorldDescription> read(Path file) {
    Complaints complaints = new Complaints(file.toString());
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    Optional<YamlMap> top = YamlFile.read(file, complaints);
    return new WorldFile(complaints, directory).world(top);
  }

  /** The world that Naru brings along. */
  public static WorldDescription builtIn() {
    Complaints complaints = new Complaints(BUILT_IN);
    Optional<YamlMap> top = YamlFile.parse(builtInText(), complaints);
    return switch (new WorldFile(complaints, Path.of("")).world(top)) {
      case Configured.Good<WorldDescription>(WorldDescription world) -> world;
      case Configured.Bad<WorldDescription> bad ->
          throw new IllegalStateException(bad.complaints().toString());
    };
  }

  /** The text of that world's file. */
  public static String builtInText() {
    try (InputStream in = WorldFile.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException(BUILT_IN + " is not packed");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Configured<WorldDescription> world(Optional<YamlMap> top) {
    if (top.isEmpty()) {
      return new Configured.Bad<>(complaints.all());
    }
    YamlMap map = top.get();
    InetAddress resolver =
        map.parsed("resolver", WorldFile::loopback, "a loopback address")
            .orElse(InetAddress.ofLiteral("127.53.53.53"));
    List<ZonePlan> zones = new ArrayList<>();
    map.maps("zones").forEach(zone -> zone(zone).ifPresent(zones::add));
    List<SitePlan> sites = map.maps("sites").stream().map(this::site).toList();
    map.complainAboutOthers();
    if (zones.stream().noneMatch(zone -> zone.origin().isRoot())) {
      complaints.add(map.line("zones"), "zones: a world needs a root zone, named \".\"");
    }
    complainAboutDoubles(map, zones);
    return complaints.unlessAny(ZoneCompletion.of(new WorldDescription(resolver, zones, sites)));
  }

  private void complainAboutDoubles(YamlMap map, List<ZonePlan> zones) {
    long distinct = zones.stream().map(ZonePlan::origin).distinct().count();
    if (distinct < zones.size()) {
      complaints.add(map.line("zones"), "zones: the same zone stands twice");
    }
  }

  private Optional<ZonePlan> zone(YamlMap map) {
    Optional<Name> origin =
        map.needText("name")
            .flatMap(_ -> map.parsed("name", text -> Name.parse(text).ok(), "a domain name"));
    List<ServerPlan> servers = map.map("servers").map(this::servers).orElse(List.of());
    if (servers.isEmpty()) {
      complaints.add(map.line(), "zone without servers");
    }
    List<Record> records = origin.map(name -> records(map, name)).orElse(List.of());
    Optional<Denying> denying = denying(map);
    map.complainAboutOthers();
    return origin.map(name -> new ZonePlan(name, servers, records, denying));
  }

  /** Zones are signed unless their description says otherwise. */
  private static Optional<Denying> denying(YamlMap map) {
    boolean signed = map.flag("signed").orElse(true);
    Optional<Denying> denying = map.parsed("denial", Denying::parse, Denying.WORDS);
    return signed ? Optional.of(denying.orElse(Denying.NSEC)) : Optional.empty();
  }

  private List<ServerPlan> servers(YamlMap map) {
    Map<Name, List<InetAddress>> servers = new LinkedHashMap<>();
    for (String key : map.keys()) {
      Optional<Name> name = Name.parse(key).ok();
      if (name.isEmpty()) {
        map.complain(key, "\"" + key + "\" is no name of a server");
      }
      List<InetAddress> addresses = map.parsedList(key, WorldFile::loopback, "a loopback address");
      name.ifPresent(n -> servers.put(n, addresses));
    }
    return servers.entrySet().stream().map(e -> new ServerPlan(e.getKey(), e.getValue())).toList();
  }

  private List<Record> records(YamlMap map, Name origin) {
    List<Record> records = new ArrayList<>();
    map.scalar("records")
        .ifPresent(inline ->
            gather(
                records, ZoneFile.parse(inline.text(), complaints.file(), origin), inline.line()));
    map.text("file")
        .ifPresent(file -> gather(records, ZoneFile.read(directory.resolve(file), origin), 0));
    return records;
  }

  /** A block of inline records begins on the line after its key. */
  private void gather(List<Record> records, ZoneFile.Read read, int lineBefore) {
    switch (read) {
      case ZoneFile.Records(List<Record> all) -> records.addAll(all);
      case ZoneFile.Broken(String file, int line, String reason) -> {
        boolean inline = file.equals(complaints.file());
        complaints.add(new naru.config.Complaint(file, inline ? lineBefore + line : line, reason));
      }
    }
  }

  private SitePlan site(YamlMap map) {
    List<Name> names = map.parsedList("names", text -> Name.parse(text).ok(), "a domain name");
    List<InetAddress> addresses =
        map.parsedList("addresses", WorldFile::loopback, "a loopback address");
    Optional<Path> folder = map.text("folder").map(directory::resolve);
    folder
        .filter(path -> !Files.isDirectory(path))
        .ifPresent(path -> map.complain("folder", "folder: " + path + " is no directory"));
    if (names.isEmpty() || addresses.isEmpty()) {
      complaints.add(map.line(), "a site needs names and addresses");
    }
    map.complainAboutOthers();
    return new SitePlan(names, addresses, folder);
  }

  /** A world never leaves the machine. */
  private static Optional<InetAddress> loopback(String text) {
    return Addresses.literal(text).filter(InetAddress::isLoopbackAddress);
  }
}
