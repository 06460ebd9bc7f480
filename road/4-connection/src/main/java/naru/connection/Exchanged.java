package naru.connection;

import java.util.Optional;
import naru.journey.Cause;

/** What came of a request. Immutable. */
public sealed interface Exchanged {
  /** When it came how far. */
  HttpMarks marks();

  /**
   * A whole response, whatever its status.
   *
   * @param bodyOctets of the body as it was sent, without its framing
   * @param decodedOctets of the body as the sink got it
   */
  record Answered(ResponseHead head, long bodyOctets, long decodedOctets, HttpMarks marks)
      implements Exchanged {}

  /** None, or not all of it; the sink may have got a part. */
  record Failed(Cause cause, Optional<ResponseHead> head, HttpMarks marks) implements Exchanged {}
}
