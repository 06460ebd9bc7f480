package naru.resolver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.net.DnsQuery;
import naru.net.Transport;
import naru.wire.Message;

/** A client at an address, and the service it asks. */
record ServiceClient(TinyInternet internet, InetSocketAddress peer, Transport transport) {
  /** One on this machine, over UDP. */
  static ServiceClient of(TinyInternet internet) {
    return at(internet, "127.0.0.1");
  }

  static ServiceClient at(TinyInternet internet, String address) {
    InetSocketAddress peer = new InetSocketAddress(InetAddress.ofLiteral(address), 4000);
    return new ServiceClient(internet, peer, Transport.UDP);
  }

  ServiceClient over(Transport other) {
    return new ServiceClient(internet, peer, other);
  }

  Optional<Message> send(Message query) {
    List<Optional<Message>> answers = new ArrayList<>();
    ResolverConfig config = internet.config();
    ResolverService service = new ResolverService(internet.time, internet.resolver(), config);
    DnsQuery arrived =
        new DnsQuery(query, 40, transport, Optional.of(peer), Optional.empty(), false);
    internet.time.run("service", () -> answers.add(service.answer(arrived)));
    return answers.getFirst();
  }

  Message ask(Message query) {
    return send(query).orElseThrow();
  }
}
