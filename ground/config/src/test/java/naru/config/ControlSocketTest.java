package naru.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import naru.time.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
  private final Time time = Time.system();

  @Test
  void aLineIsAnsweredAndASecondOwnerIsRefused(@TempDir Path dir) {
    Path path = dir.resolve("c.sock");
    var opened = ControlSocket.open(time, path, line -> "heard " + line);
    try (ControlSocket _ = ((ControlSocket.Opened.Ours) opened).socket()) {
      assertThat(ControlSocket.ask(time, path, "status")).contains("heard status");
      assertThat(ControlSocket.open(time, path, line -> line))
          .isEqualTo(new ControlSocket.Opened.Taken(path));
    }
    assertThat(path).doesNotExist();
    assertThat(ControlSocket.ask(time, path, "status")).isEmpty();
  }

  @Test
  void aStaleFileIsReplaced(@TempDir Path dir) throws IOException {
    Path path = Files.createFile(dir.resolve("c.sock"));
    var opened = ControlSocket.open(time, path, line -> "new");
    try (ControlSocket _ = ((ControlSocket.Opened.Ours) opened).socket()) {
      assertThat(ControlSocket.ask(time, path, "x")).contains("new");
    }
  }

  @Test
  void aDirectoryThatOthersCanEnterIsRefused(@TempDir Path dir) throws IOException {
    Path open = Files.createDirectory(dir.resolve("naru"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(RuntimeDirectory.open(open).toString()).contains("others can enter it");
    assertThat(RuntimeDirectory.open(dir.resolve("fresh")))
        .isEqualTo(new RuntimeDirectory.Found.Usable(dir.resolve("fresh")));
  }
}
