package naru.resolver;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** What a test reads of the log. */
final class LogLines {
  private LogLines() {}

  /** A handler that puts each line into a list. */
  static Handler into(List<String> lines) {
    return new Handler() {
      @Override
      public synchronized void publish(LogRecord line) {
        lines.add(new SimpleFormatter().formatMessage(line));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
