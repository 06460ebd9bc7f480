package naru.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import naru.time.Time;

/** Another's server that runs for a test, until it is closed. */
record Counterpart(Process process, Path log) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PORT_TRIES = 50;

  /** Starts it and waits until it answers. */
  static Counterpart start(
      Program program, Path log, BooleanSupplier answers, Object... arguments) {
    Counterpart started = new Counterpart(program.start(log, arguments), log);
    Time time = Time.system();
    long begin = time.nanos();
    while (!answers.getAsBoolean()) {
      boolean late = time.nanos() - begin > PATIENCE.toNanos();
      if (late || !started.process.isAlive()) {
        started.close();
        throw new AssertionError(program.path() + " does not answer: " + read(log));
      }
      time.pause(Duration.ofMillis(10), time.promise());
    }
    return started;
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A port that is free for UDP and TCP on all of these addresses. */
  static int freePort(List<InetAddress> addresses) {
    for (int i = 0; i < PORT_TRIES; i++) {
      try (ServerSocket first = new ServerSocket(0, 1, addresses.getFirst())) {
        if (isFree(addresses, first.getLocalPort())) {
          return first.getLocalPort();
        }
      } catch (IOException refused) {
        throw new UncheckedIOException(refused);
      }
    }
    throw new AssertionError("no port is free on all of " + addresses);
  }

  private static boolean isFree(List<InetAddress> addresses, int port) {
    List<AutoCloseable> open = new ArrayList<>();
    try {
      for (InetAddress address : addresses) {
        open.add(new DatagramSocket(new InetSocketAddress(address, port)));
        if (!address.equals(addresses.getFirst())) {
          open.add(new ServerSocket(port, 1, address));
        }
      }
      return true;
    } catch (IOException taken) {
      return false;
    } finally {
      open.forEach(Counterpart::closeNow);
    }
  }

  private static void closeNow(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception stuck) {
      throw new IllegalStateException(stuck);
    }
  }

  /** Ends it, and its children where it has some. */
  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
