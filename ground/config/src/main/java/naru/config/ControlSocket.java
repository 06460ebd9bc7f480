package naru.config;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import naru.time.Time;

/**
 * How a running program of ours is found and asked: a local socket in the {@link RuntimeDirectory}.
 * One line in, text out, closed. A socket file that nobody answers on is stale and is replaced.
 * Thread-safe.
 */
public final class ControlSocket implements AutoCloseable {
  private static final int LINE_OCTETS = 4_096;
  private static final int ANSWER_OCTETS = 8 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path path;
  private final ServerSocketChannel server;

  private ControlSocket(Path path, ServerSocketChannel server) {
    this.path = path;
    this.server = server;
  }

  /** What came of opening the socket. */
  public sealed interface Opened {
    /** It is ours. */
    record Ours(ControlSocket socket) implements Opened {}

    /** Another process answers on it. */
    record Taken(Path path) implements Opened {}

    /** It cannot be opened. */
    record Refused(String reason) implements Opened {}
  }

  /** Opens {@code path} and answers each line with what {@code answer} gives for it. */
  public static Opened open(Time time, Path path, Function<String, String> answer) {
    try {
      if (Files.exists(path) && ask(time, path, "ping").isPresent()) {
        return new Opened.Taken(path);
      }
      Files.deleteIfExists(path);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
      time.start("control " + path.getFileName(), () -> accept(time, server, answer));
      return new Opened.Ours(new ControlSocket(path, server));
    } catch (IOException refused) {
      return new Opened.Refused(path + ": " + FileTrouble.reason(refused));
    }
  }

  /** Asks whoever listens on {@code path}; empty when nobody does. */
  public static Optional<String> ask(Time time, Path path, String line) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      Time.Timer timer = time.after(PATIENCE, () -> closeQuietly(channel));
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      String answer = readAll(channel);
      timer.cancel();
      return Optional.of(answer);
    } catch (IOException nobody) {
      return Optional.empty();
    }
  }

  private static void accept(
      Time time, ServerSocketChannel server, Function<String, String> answer) {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        time.start("control client", () -> serve(time, channel, answer));
      } catch (AsynchronousCloseException closed) {
        return;
      } catch (IOException broken) {
        closeQuietly(server);
      }
    }
  }

  private static void serve(Time time, SocketChannel channel, Function<String, String> answer) {
    Time.Timer timer = time.after(PATIENCE, () -> closeQuietly(channel));
    try (channel) {
      Optional<String> line = readLine(channel);
      if (line.isPresent()) {
        ByteBuffer octets = StandardCharsets.UTF_8.encode(answer.apply(line.get()));
        while (octets.hasRemaining()) {
          channel.write(octets);
        }
      }
    } catch (IOException gone) {
      // the client left; there is nobody to tell
    } finally {
      timer.cancel();
    }
  }

  private static Optional<String> readLine(SocketChannel channel) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(LINE_OCTETS);
    while (octets.hasRemaining() && channel.read(octets) >= 0) {
      int end = octets.position();
      if (end > 0 && octets.get(end - 1) == '\n') {
        return Optional.of(new String(octets.array(), 0, end - 1, StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  private static String readAll(SocketChannel channel) throws IOException {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    ByteBuffer octets = ByteBuffer.allocate(1 << 16);
    while (all.size() < ANSWER_OCTETS && channel.read(octets) >= 0) {
      all.write(octets.array(), 0, octets.position());
      octets.clear();
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static void closeQuietly(java.nio.channels.Channel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // it is closed as far as anybody can tell
    }
  }

  @Override
  public void close() {
    closeQuietly(server);
    try {
      Files.deleteIfExists(path);
    } catch (IOException _) {
      // a stale file is replaced by the next one
    }
  }
}
