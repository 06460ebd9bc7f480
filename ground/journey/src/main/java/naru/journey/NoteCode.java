package naru.journey;

/** What a visit is worth telling beside its verdict: facts, not alarms. */
public enum NoteCode {
  NAMES_HOSTS_OVERRIDE("names.hosts-override"),
  DNS_SOME_SERVERS_LAME("dns.some-servers-lame"),
  DNS_SOME_SERVERS_SILENT("dns.some-servers-silent"),
  DNS_PARENT_CHILD_DIFFER("dns.parent-child-differ"),
  DNS_WALK_DIFFERS("dns.walk-differs"),
  DNS_INSECURE("dns.insecure"),
  DNS_STALE("dns.stale"),
  TCP_SOME_ADDRESSES_FAILED("tcp.some-addresses-failed"),
  TCP_RETRANSMITS("tcp.retransmits"),
  TLS_EXPIRES_SOON("tls.expires-soon"),
  HTTP_SLOW_FIRST_BYTE("http.slow-first-byte"),
  HTTP_DOWNGRADE("http.downgrade");

  private final String word;

  NoteCode(String word) {
    this.word = word;
  }

  /** The code as reports write it. */
  public String word() {
    return word;
  }
}
