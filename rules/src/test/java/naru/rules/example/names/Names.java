package naru.rules.example.names;

import io.netty.util.AsciiString;
import java.util.List;
import naru.rules.example.resolver.inner.Inner;
import naru.rules.example.wire.Wire;

/** A stop reaches into another stop's inner room, and knows Netty. */
public final class Names {
  public List<Object> wire() {
    return List.of(new Wire(), new Inner(), AsciiString.EMPTY_STRING);
  }
}
