package naru.linux;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The C library's {@code getaddrinfo} (POSIX.1-2017, RFC 3493 §6.1): the operating system's own way
 * from a name to addresses, hosts file, caches and resolvers of its configuration included.
 *
 * <p>A call may wait as long as the system's configuration says, and holds its thread meanwhile.
 * Thread-safe: the handles are immutable and each call has memory of its own.
 */
public final class AddressCall {
  /** Entries read from one list: far above what a DNS message can hold of addresses. */
  private static final int MAX_ENTRIES = 4_096;

  /** Octets of a text the C library hands out. */
  private static final int MAX_TEXT = 1_025;

  private static final int SOCK_STREAM = 1;
  private static final int AI_CANONNAME = 2;

  private static final AddressLayout POINTER =
      ValueLayout.ADDRESS.withTargetLayout(
          java.lang.foreign.MemoryLayout.sequenceLayout(Long.MAX_VALUE, ValueLayout.JAVA_BYTE));

  private final Platform platform;
  private final MethodHandle getaddrinfo;
  private final MethodHandle freeaddrinfo;
  private final MethodHandle gaiStrerror;

  private AddressCall(Platform platform, Linker linker, SymbolLookup library) {
    this.platform = platform;
    this.getaddrinfo =
        linker.downcallHandle(
            library.findOrThrow("getaddrinfo"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS));
    this.freeaddrinfo =
        linker.downcallHandle(
            library.findOrThrow("freeaddrinfo"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    this.gaiStrerror =
        linker.downcallHandle(
            library.findOrThrow("gai_strerror"),
            FunctionDescriptor.of(POINTER, ValueLayout.JAVA_INT));
  }

  /** The call of this machine; empty where the layout of its structures is not known to us. */
  public static Optional<AddressCall> open() {
    Linker linker = Linker.nativeLinker();
    return Platform.ofThisMachine().map(p -> new AddressCall(p, linker, linker.defaultLookup()));
  }

  /** What the system said. Immutable. */
  public sealed interface Answer {
    /**
     * Addresses of both families in the system's order (RFC 6724), each once.
     *
     * @param canonicalName the end of the alias chain, where the system says so
     */
    record Found(List<InetAddress> addresses, Optional<String> canonicalName) implements Answer {
      public Found {
        addresses = List.copyOf(addresses);
      }
    }

    /**
     * No addresses.
     *
     * @param code the C library's own number
     * @param words the C library's own words for it
     */
    record Failed(Failure failure, int code, String words) implements Answer {}
  }

  /** Why there are no addresses. */
  public enum Failure {
    /** The name does not exist. */
    NO_NAME,
    /** The name exists without addresses. */
    NO_DATA,
    /** A server could not be reached or failed; later it may work. */
    AGAIN,
    /** A server failed for good. */
    FAIL,
    /** Anything else: the code and the words say what. */
    OTHER
  }

  /** The C library's constants and offsets, for 64-bit machines. */
  private enum Platform {
    /** glibc and musl: {@code struct addrinfo} has the address before the canonical name. */
    LINUX(24, 32, 10, -2, -5, -3, -4),
    /** macOS has them the other way round, and positive numbers. */
    MACOS(32, 24, 30, 8, 7, 2, 4);

    static final int FLAGS = 0;
    static final int FAMILY = 4;
    static final int SOCKET_TYPE = 8;
    static final int NEXT = 40;
    static final int OCTETS = 48;
    static final int AF_INET = 2;

    final int address;
    final int canonicalName;
    final int afInet6;
    final int noName;
    final int noData;
    final int again;
    final int fail;

    Platform(
        int address, int canonicalName, int afInet6, int noName, int noData, int again, int fail) {
      this.address = address;
      this.canonicalName = canonicalName;
      this.afInet6 = afInet6;
      this.noName = noName;
      this.noData = noData;
      this.again = again;
      this.fail = fail;
    }

    static Optional<Platform> ofThisMachine() {
      String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
      if (ValueLayout.ADDRESS.byteSize() != 8) {
        return Optional.empty();
      }
      if (system.startsWith("linux")) {
        return Optional.of(LINUX);
      }
      return system.startsWith("mac") ? Optional.of(MACOS) : Optional.empty();
    }

    Failure failure(int code) {
      if (code == noName) {
        return Failure.NO_NAME;
      }
      if (code == noData) {
        return Failure.NO_DATA;
      }
      if (code == again) {
        return Failure.AGAIN;
      }
      return code == fail ? Failure.FAIL : Failure.OTHER;
    }
  }

  /** Asks for the addresses of {@code host}, both families, as a TCP client would. */
  public Answer ask(String host) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment hints = arena.allocate(Platform.OCTETS, 8);
      hints.set(ValueLayout.JAVA_INT, Platform.FLAGS, AI_CANONNAME);
      // One entry an address, instead of one for each kind of socket.
      hints.set(ValueLayout.JAVA_INT, Platform.SOCKET_TYPE, SOCK_STREAM);
      MemorySegment list = arena.allocate(ValueLayout.ADDRESS);
      int code =
          (int) getaddrinfo.invokeExact(arena.allocateFrom(host), MemorySegment.NULL, hints, list);
      return code == 0 ? found(list.get(ValueLayout.ADDRESS, 0)) : failed(code);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable impossible) {
      throw new IllegalStateException("a C function cannot throw", impossible);
    }
  }

  private Answer failed(int code) throws Throwable {
    MemorySegment words = (MemorySegment) gaiStrerror.invokeExact(code);
    return new Answer.Failed(platform.failure(code), code, words.getString(0));
  }

  private Answer found(MemorySegment list) throws Throwable {
    try {
      Set<InetAddress> addresses = new LinkedHashSet<>();
      Optional<String> canonicalName = Optional.empty();
      MemorySegment at = list;
      for (int i = 0; at.address() != 0 && i < MAX_ENTRIES; i++) {
        MemorySegment entry = at.reinterpret(Platform.OCTETS);
        canonicalName = canonicalName.or(() -> text(entry, platform.canonicalName));
        address(entry).ifPresent(addresses::add);
        at = entry.get(ValueLayout.ADDRESS, Platform.NEXT);
      }
      return new Answer.Found(new ArrayList<>(addresses), canonicalName);
    } finally {
      freeaddrinfo.invokeExact(list);
    }
  }

  private static Optional<String> text(MemorySegment entry, int offset) {
    MemorySegment text = entry.get(ValueLayout.ADDRESS, offset);
    return text.address() == 0
        ? Optional.empty()
        : Optional.of(text.reinterpret(MAX_TEXT).getString(0));
  }

  /** The address inside {@code sockaddr_in} at 4, inside {@code sockaddr_in6} at 8. */
  private Optional<InetAddress> address(MemorySegment entry) throws UnknownHostException {
    int family = entry.get(ValueLayout.JAVA_INT, Platform.FAMILY);
    MemorySegment socketAddress = entry.get(ValueLayout.ADDRESS, platform.address);
    if (family == Platform.AF_INET) {
      return Optional.of(InetAddress.getByAddress(octets(socketAddress, 4, 4)));
    }
    return family == platform.afInet6
        ? Optional.of(InetAddress.getByAddress(octets(socketAddress, 8, 16)))
        : Optional.empty();
  }

  private static byte[] octets(MemorySegment socketAddress, int offset, int count) {
    return socketAddress
        .reinterpret(offset + count)
        .asSlice(offset, count)
        .toArray(ValueLayout.JAVA_BYTE);
  }
}
