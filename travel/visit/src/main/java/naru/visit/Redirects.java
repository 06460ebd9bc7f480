package naru.visit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.connection.BodySink;
import naru.connection.Exchanged;
import naru.connection.ResponseHead;
import naru.journey.Cause;
import naru.journey.VerdictCode;

/** Follows redirects, where that is wanted (RFC 9110 §15.4). Used by one visit. */
final class Redirects {
  private final VisitSettings settings;
  private final List<String> chain = new ArrayList<>();
  private HeldBody held = new HeldBody(BodySink.discarding());

  Redirects(VisitSettings settings) {
    this.settings = settings;
  }

  /** The body of a redirect that is followed is nobody's; which it is, shows when it is over. */
  BodySink holding(BodySink sink) {
    held = new HeldBody(sink);
    return held;
  }

  /** Where to go next; empty when this was the last. */
  Optional<Errand> next(Url here, Exchanged exchanged, Errand errand, Diary diary) {
    Optional<Errand> next = target(here, exchanged, errand, diary);
    if (next.isEmpty()) {
      held.release();
    }
    return next;
  }

  private Optional<Errand> target(Url here, Exchanged exchanged, Errand errand, Diary diary) {
    if (!settings.followRedirects() || !(exchanged instanceof Exchanged.Answered answered)) {
      return Optional.empty();
    }
    ResponseHead head = answered.head();
    Optional<String> location = head.field("Location").filter(_ -> isRedirect(head.status()));
    if (location.isEmpty()) {
      return Optional.empty();
    }
    return switch (UrlParser.resolve(here, location.get())) {
      case UrlRead.Ok(Url there) -> follow(here, there, head.status(), errand, diary);
      case UrlRead.UnsupportedScheme(String scheme) ->
          stop(
              diary,
              VerdictCode.URL_UNSUPPORTED_SCHEME,
              here + " redirects to scheme \"" + scheme + "\", which is not visited");
      case UrlRead.Malformed(String reason, _) ->
          stop(
              diary,
              VerdictCode.HTTP_MALFORMED,
              here + " redirects to \"" + location.get() + "\", which is no URL: " + reason);
    };
  }

  private static Optional<Errand> stop(Diary diary, VerdictCode code, String text) {
    diary.stopped(Cause.of(code, text));
    return Optional.empty();
  }

  private Optional<Errand> follow(Url here, Url there, int status, Errand errand, Diary diary) {
    chain.add(here.toString());
    boolean circle = chain.contains(there.toString());
    if (circle || chain.size() > Limits.REDIRECTS) {
      List<String> proof = new ArrayList<>(chain);
      proof.add(there.toString());
      String what = circle ? "the redirects go in a circle" : chain.size() + " redirects";
      diary.stopped(
          new Cause(
              VerdictCode.HTTP_REDIRECT_LOOP, what + ": " + String.join(" -> ", proof), proof));
      return Optional.empty();
    }
    if (here.scheme() == Url.Scheme.HTTPS && there.scheme() == Url.Scheme.HTTP) {
      diary.downgraded(here, there);
    }
    return Optional.of(redirected(here, there, status, errand));
  }

  /** What browsers do: 303 always gets, 301 and 302 turn a POST into a GET. */
  private static Errand redirected(Url here, Url there, int status, Errand errand) {
    boolean postTurns = errand.method().equals("POST") && status <= 302;
    boolean turns = postTurns || status == 303 && !errand.method().equals("HEAD");
    boolean same =
        here.scheme() == there.scheme()
            && here.host().equals(there.host())
            && here.port() == there.port();
    return errand.redirected(there, turns ? "GET" : errand.method(), !turns, same);
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }
}
