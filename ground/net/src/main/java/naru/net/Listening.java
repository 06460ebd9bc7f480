package naru.net;

/** What came of opening a listener. Immutable. */
public sealed interface Listening {
  /** It listens, on all that was asked for. */
  record Open(DnsListener listener) implements Listening {}

  /** It does not: the address or file, and the reason, in one line. Nothing was left open. */
  record Refused(String where, Reason reason) implements Listening {
    @Override
    public String toString() {
      return "cannot listen on " + where + ": " + reason.words();
    }
  }

  /** Why an address cannot be listened on. */
  enum Reason {
    TAKEN("another program has it"),
    NOT_PERMITTED("ports below 1024 need permission"),
    NO_SUCH_ADDRESS("this machine does not have that address"),
    OTHER("the system refused it");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}
