package naru.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lock guards memory, and is never held across a door: whoever waits inside {@code synchronized}
 * makes others wait for the network, and stops the simulation, which runs one task at a time. Only
 * what stands in the locked lines themselves is seen here; the simulation's watchdog sees the rest.
 */
class LocksTest {
  /** Methods that wait, by name: doors of our own and of the JDK. */
  private static final Set<String> WAITING =
      Set.of(
          "await",
          "join",
          "sleep",
          "pause",
          "park",
          "wait",
          "acquire",
          "take",
          "ask",
          "exchange",
          "connect",
          "accept",
          "receive",
          "send",
          "lookup",
          "resolve",
          "visit");

  @Test
  void noLockIsHeldAcrossADoor() {
    assertThat(waitingUnderLock(House.mainSources())).isEmpty();
  }

  @Test
  void waitingUnderALockIsSeen(@TempDir Path directory) throws IOException {
    var text =
        """
        class Locked {
          synchronized void whole() { promise.await(); }
          void part() {
            synchronized (this) { send(); count++; }
            promise.join();
          }
        }
        """;
    var file = Files.writeString(directory.resolve("Locked.java"), text);
    assertThat(waitingUnderLock(List.of(file)))
        .satisfiesExactly(
            line -> assertThat(line).endsWith(":2: await under a lock"),
            line -> assertThat(line).endsWith(":4: send under a lock"));
  }

  private static List<String> waitingUnderLock(List<Path> files) {
    var sources = Sources.parse(files);
    var complaints = new ArrayList<String>();
    for (var unit : sources.units()) {
      new LockScanner(sources, unit, complaints).scan(unit, null);
    }
    return complaints;
  }

  /** Walks a source and remembers how deep in locks it is. Confined to one thread. */
  private static final class LockScanner extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Sources sources;
    private final CompilationUnitTree unit;
    private final List<String> complaints;
    private int locks;

    LockScanner(Sources sources, CompilationUnitTree unit, List<String> complaints) {
      this.sources = sources;
      this.unit = unit;
      this.complaints = complaints;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void ignored) {
      boolean locked = method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED);
      locks += locked ? 1 : 0;
      super.visitMethod(method, null);
      locks -= locked ? 1 : 0;
      return null;
    }

    @Override
    public @Nullable Void visitSynchronized(SynchronizedTree block, @Nullable Void ignored) {
      locks++;
      super.visitSynchronized(block, null);
      locks--;
      return null;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void ignored) {
      var name = name(call.getMethodSelect());
      if (locks > 0 && WAITING.contains(name)) {
        var place = Sources.place(unit, sources.line(unit, call));
        complaints.add("%s: %s under a lock".formatted(place, name));
      }
      return super.visitMethodInvocation(call, null);
    }

    private static String name(Tree select) {
      return switch (select) {
        case IdentifierTree plain -> plain.getName().toString();
        case MemberSelectTree member -> member.getIdentifier().toString();
        default -> "";
      };
    }
  }
}
