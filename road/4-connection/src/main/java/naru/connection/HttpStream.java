package naru.connection;

import java.io.IOException;
import java.io.InputStream;

/** One request and its response, whichever version of HTTP carries them. */
interface HttpStream {
  /** How far it has come. */
  Progress progress();

  /** The next head, interim or final. Throws {@link Stopped}. */
  ResponseHead readHead() throws IOException;

  /** The body that follows the final head, without its framing. Throws {@link Stopped}. */
  InputStream body(ResponseHead head) throws IOException;
}
