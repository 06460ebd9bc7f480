package naru.names;

/**
 * The line of a hosts file that decided where a name leads. Immutable.
 *
 * @param line counted from 1
 */
public record HostsLine(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
