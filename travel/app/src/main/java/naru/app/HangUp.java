package naru.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Hears SIGHUP, where the JVM has a door to signals: {@code sun.misc.Signal}, which every JVM of
 * today has and no API names. Found by its name, so that one without it still runs.
 */
final class HangUp {
  private HangUp() {}

  /** Calls {@code action} at each SIGHUP from now on, on a thread of the JVM; false: it cannot. */
  static boolean heardBy(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              HangUp.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield void.class;
                    }
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "hang-up";
                  });
      Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hangUp, proxy);
      return true;
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException
        | IllegalArgumentException missing) {
      return false;
    }
  }
}
