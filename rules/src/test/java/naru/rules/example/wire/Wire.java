package naru.rules.example.wire;

import naru.rules.example.names.Names;

/** The ground leans on a stop: against the arrows, and a cycle. */
public final class Wire {
  public Names names() {
    return new Names();
  }
}
