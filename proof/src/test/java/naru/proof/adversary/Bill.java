package naru.proof.adversary;

/**
 * What one client's question costs at the network. The task of a client carries its bill, and every
 * task that it starts inherits it. Confined to one run.
 */
final class Bill {
  private static final InheritableThreadLocal<Bill> CURRENT =
      new InheritableThreadLocal<>() {
        @Override
        protected Bill initialValue() {
          return new Bill("nobody");
        }
      };

  private final String who;
  private int datagrams;
  private int again;
  private int streams;

  Bill(String who) {
    this.who = who;
  }

  /** From now on this task pays with this bill. */
  void take() {
    CURRENT.set(this);
  }

  static Bill current() {
    return CURRENT.get();
  }

  String who() {
    return who;
  }

  /**
   * A datagram was sent.
   *
   * @param mayBeAgain to a server that changes the case of names, which is asked a second time
   */
  void datagram(boolean mayBeAgain) {
    datagrams++;
    again += mayBeAgain ? 1 : 0;
  }

  void stream() {
    streams++;
  }

  int datagrams() {
    return datagrams;
  }

  int streams() {
    return streams;
  }

  /** Datagrams that stand for upstream queries for certain: of a second asking only one of two. */
  int leastQueries() {
    return datagrams - again / 2;
  }
}
