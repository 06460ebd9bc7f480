package naru.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.config.ControlSocket;
import naru.config.RuntimeDirectory;
import naru.time.Time;

/** The resolvers of this user that run now, found by their control sockets. Immutable. */
record RunningResolvers(Time time, Places places) {
  /** What is said where none runs. */
  static final String NOBODY = "no resolver is running: start one with naru resolver";

  /** What came of telling one something. */
  sealed interface Told {
    /** It answered. */
    record Answer(List<String> lines) implements Told {}

    /** It refused, or there is none to ask. */
    record Failed(List<String> lines) implements Told {}
  }

  /** Tells the resolver at this address, or without one the only one that runs. */
  Told tell(Optional<String> address, String line) {
    List<Path> running = running();
    if (address.isPresent()) {
      return ListenAddress.parse(address.get())
          .map(places::resolverControl)
          .map(socket -> tell(socket, address.get(), line))
          .orElseGet(() -> failed("\"" + address.get() + "\" is not ADDR:PORT"));
    }
    return switch (running.size()) {
      case 0 -> failed(NOBODY);
      case 1 -> tell(running.getFirst(), "the resolver", line);
      default -> failed("several resolvers are running, name one: " + names(running));
    };
  }

  private static Told failed(String line) {
    return new Told.Failed(List.of(line));
  }

  private static String names(List<Path> sockets) {
    return String.join(
        ", ",
        sockets.stream()
            .map(socket -> String.valueOf(socket.getFileName()))
            .map(name -> name.substring(Places.RESOLVER_CONTROL.length()))
            .map(name -> name.replaceFirst("\\.sock$", ""))
            .map(name -> name.replaceFirst("-([0-9]+)$", ":$1").replace('_', ':'))
            .toList());
  }

  private Told tell(Path socket, String who, String line) {
    Optional<String> answer = ControlSocket.ask(time, socket, line);
    if (answer.isEmpty()) {
      return failed(who + " does not answer");
    }
    List<String> lines = answer.get().lines().filter(each -> !each.isEmpty()).toList();
    boolean ok = !lines.isEmpty() && lines.getFirst().equals(ResolverControl.OK);
    List<String> rest = lines.isEmpty() ? List.of() : lines.subList(1, lines.size());
    return ok ? new Told.Answer(rest) : new Told.Failed(rest);
  }

  /** Sockets on which somebody answers, in the order of their names. */
  private List<Path> running() {
    List<Path> sockets = new ArrayList<>();
    if (RuntimeDirectory.open(places.runtime()) instanceof RuntimeDirectory.Found.Usable(Path at)) {
      try (Stream<Path> files = Files.list(at)) {
        files
            .filter(file -> String.valueOf(file.getFileName()).startsWith(Places.RESOLVER_CONTROL))
            .sorted()
            .forEach(sockets::add);
      } catch (IOException unreadable) {
        return List.of();
      }
    }
    sockets.removeIf(s -> ControlSocket.ask(time, s, ResolverControl.STATUS).isEmpty());
    return sockets;
  }
}
