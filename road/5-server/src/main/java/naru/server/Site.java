package naru.server;

import java.util.List;
import java.util.Locale;

/**
 * What is served under some host names. Immutable.
 *
 * @param names host names in lower case, {@code *.example.test} for all names one label below; the
 *     first is the main one
 */
public record Site(List<String> names, Content content) {
  public Site {
    names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** A site for one name. */
  public static Site of(String name, Content content) {
    return new Site(List.of(name), content);
  }
}
