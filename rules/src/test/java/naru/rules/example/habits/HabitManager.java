package naru.rules.example.habits;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import naru.rules.example.wire.Wire;

/** Goes around the door for time and chance in every way. Never run. */
public final class HabitManager {
  private final Random chance = new Random();

  public LongSupplier clock() {
    return System::nanoTime;
  }

  public List<Object> getHabit() throws UnknownHostException, InterruptedException {
    Thread.sleep(chance.nextInt());
    return List.of(
        Instant.now(),
        Thread.startVirtualThread(() -> {}),
        InetAddress.getByName("localhost"),
        new InetSocketAddress("localhost", 53),
        new InetSocketAddress(53),
        new Wire());
  }
}
