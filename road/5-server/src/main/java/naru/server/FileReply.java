package naru.server;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import naru.server.RequestTarget.Location;

/**
 * The answer that a file is: whole, in part, or "you have it already". The preconditions come in
 * the order of RFC 9110 §13.2.2. Immutable, confined to one request.
 */
final class FileReply {
  private final StoredFile file;
  private final Function<String, Optional<String>> header;
  private final Instant now;

  private FileReply(StoredFile file, Function<String, Optional<String>> header, Instant now) {
    this.file = file;
    this.header = header;
    this.now = now;
  }

  /** What is answered to a path of a folder. */
  static Reply of(
      Found found,
      Location location,
      boolean get,
      Function<String, Optional<String>> header,
      Instant now) {
    return switch (found) {
      case Found.Stored(StoredFile file) -> new FileReply(file, header, now).reply(get);
      case Found.WithoutSlash() ->
          Reply.words(301, "Moved Permanently")
              .with("Location", location.encoded() + "/" + location.query());
      case Found.Forbidden() -> Reply.words(403, "Forbidden");
      case Found.Missing() -> Reply.words(404, "Not Found");
    };
  }

  private Reply reply(boolean get) {
    if (!mayGo()) {
      return Reply.words(412, "Precondition Failed");
    }
    if (hasItAlready()) {
      return Reply.of(304, validators(), new Reply.Nothing());
    }
    // RFC 9110 §14.2: Range means something for GET only.
    return header
        .apply("Range")
        .filter(_ -> get && rangeStillMeant())
        .map(this::part)
        .orElse(all());
  }

  /** If-Match, or without it If-Unmodified-Since. */
  private boolean mayGo() {
    Optional<String> match = header.apply("If-Match");
    if (match.isPresent()) {
      return lists(match.get(), false);
    }
    return header
        .apply("If-Unmodified-Since")
        .flatMap(date -> HttpDate.epochSecond(date, now))
        .map(date -> file.lastModified() <= date)
        .orElse(true);
  }

  /** If-None-Match, or without it If-Modified-Since. */
  private boolean hasItAlready() {
    Optional<String> none = header.apply("If-None-Match");
    if (none.isPresent()) {
      return lists(none.get(), true);
    }
    return header
        .apply("If-Modified-Since")
        .flatMap(date -> HttpDate.epochSecond(date, now))
        .map(date -> file.lastModified() <= date)
        .orElse(false);
  }

  /** Whether a list of entity tags holds ours; a weak one counts only where {@code weakly}. */
  private boolean lists(String tags, boolean weakly) {
    for (String tag : tags.split(",", -1)) {
      String one = tag.strip();
      String strong = weakly && one.startsWith("W/") ? one.substring(2) : one;
      if (one.equals("*") || strong.equals(file.entityTag())) {
        return true;
      }
    }
    return false;
  }

  /** If-Range: a part is of use only to who has the rest of the same file. */
  private boolean rangeStillMeant() {
    return header
        .apply("If-Range")
        .map(it -> it.equals(file.entityTag()) || it.equals(HttpDate.text(file.lastModified())))
        .orElse(true);
  }

  private Reply part(String range) {
    return switch (ByteRange.read(range, file.size())) {
      case ByteRange.Whole() -> all();
      case ByteRange.Part(long first, long length) ->
          Reply.of(206, described(), file.part(first, length))
              .with(
                  "Content-Range",
                  "bytes " + first + "-" + (first + length - 1) + "/" + file.size());
      case ByteRange.Outside() ->
          Reply.words(416, "Range Not Satisfiable").with("Content-Range", "bytes */" + file.size());
    };
  }

  private Reply all() {
    return Reply.of(200, described(), file.part(0, file.size()));
  }

  private Map<String, String> described() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", file.mediaType());
    headers.putAll(validators());
    headers.put("Accept-Ranges", "bytes");
    headers.put("X-Content-Type-Options", "nosniff");
    return headers;
  }

  private Map<String, String> validators() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ETag", file.entityTag());
    headers.put(
        "Last-Modified", HttpDate.text(Math.min(file.lastModified(), now.getEpochSecond())));
    return headers;
  }
}
