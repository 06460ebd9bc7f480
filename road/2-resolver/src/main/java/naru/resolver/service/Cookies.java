package naru.resolver.service;

import java.util.List;
import java.util.Optional;
import naru.net.DnsQuery;
import naru.net.ServerCookies;
import naru.net.ServerCookies.Brought;
import naru.resolver.ResolverConfig;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Rdata;

/** The cookies of a service, if it gives any. Immutable. */
public record Cookies(Optional<ServerCookies> server) {
  /** As the configuration says. */
  public static Cookies of(Time time, ResolverConfig config) {
    if (!config.cookies()) {
      return new Cookies(Optional.empty());
    }
    List<byte[]> secrets = config.cookieSecrets().stream().map(Rdata::bytes).toList();
    return new Cookies(
        Optional.of(
            secrets.isEmpty()
                ? ServerCookies.withOwnSecret(time)
                : new ServerCookies(time, secrets)));
  }

  /** What a query brought; over a local socket nobody needs one. */
  public Brought read(DnsQuery query) {
    return server
        .flatMap(
            cookies -> query.peer().map(peer -> cookies.read(query.message(), peer.getAddress())))
        .orElseGet(Brought.Nothing::new);
  }

  /** The answer with the cookie that belongs to it. */
  public Message answered(Message answer, Brought cookie) {
    return switch (cookie) {
      case Brought.Nothing _, Brought.Malformed _ -> answer;
      case Brought.OfClient(Edns.Option option) -> with(answer, option);
      case Brought.Valid(Edns.Option option) -> with(answer, option);
    };
  }

  private static Message with(Message answer, Edns.Option option) {
    return answer.edns().isEmpty()
        ? answer
        : answer.edit().edns(answer.edns().get().with(option)).build();
  }
}
