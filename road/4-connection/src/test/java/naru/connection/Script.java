package naru.connection;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import naru.time.Time;

/** A real server on loopback that plays a script with each connection, good or hostile. */
final class Script implements AutoCloseable {
  /** What to do with a connection; it is closed afterwards. */
  interface Part {
    void play(Socket socket) throws IOException;
  }

  private final ServerSocket listening;

  private Script(ServerSocket listening, Part part) {
    this.listening = listening;
    Time.system().start("script", () -> accept(part));
  }

  static Script of(Part part) {
    return at("127.0.0.1", part);
  }

  static Script at(String address, Part part) {
    try {
      return new Script(new ServerSocket(0, 50, InetAddress.ofLiteral(address)), part);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads one request head, then sends this and closes. */
  static Script answering(String... pieces) {
    return of(socket -> {
      readHead(socket);
      for (String piece : pieces) {
        socket.getOutputStream().write(latin1(piece));
        socket.getOutputStream().flush();
      }
    });
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String readHead(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Makes the close to come an RST. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
  }

  /** Waits until the client closes. */
  static void hold(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {}
  }

  private void accept(Part part) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Time.system().start("script's part", () -> play(part, socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void play(Part part, Socket socket) {
    try (socket) {
      part.play(socket);
    } catch (IOException clientIsGone) {
      // the client's account of it is what is tested
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
