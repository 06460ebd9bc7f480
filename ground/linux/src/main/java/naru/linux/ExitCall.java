package naru.linux;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The C library's {@code _exit} (POSIX.1-2017): the process ends at once, without a word to the
 * JVM. Thread-safe.
 */
public final class ExitCall {
  private final MethodHandle exit;

  private ExitCall(MethodHandle exit) {
    this.exit = exit;
  }

  /** The call of this machine; empty where its C library has none. */
  public static Optional<ExitCall> open() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> symbol = linker.defaultLookup().find("_exit");
    return symbol.map(address ->
        new ExitCall(
            linker.downcallHandle(address, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))));
  }

  /** Ends the process with this code. No shutdown hook runs and nothing is flushed. */
  public void exit(int code) {
    try {
      exit.invokeExact(code);
    } catch (Throwable impossible) {
      throw new IllegalStateException("_exit throws nothing", impossible);
    }
  }
}
