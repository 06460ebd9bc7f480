package naru.world;

import java.util.List;

/** Closes many things, whatever becomes of each. */
final class Closing {
  private Closing() {}

  static void all(List<AutoCloseable> things) {
    for (AutoCloseable thing : things) {
      try {
        thing.close();
      } catch (Exception left) {
        System.getLogger(Closing.class.getName())
            .log(System.Logger.Level.WARNING, "closing left something behind", left);
      }
    }
  }
}
