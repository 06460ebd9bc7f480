package naru.visit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlParserTest {
  private static String read(String line) {
    return UrlParser.parse(line) instanceof UrlRead.Ok(Url url)
        ? url.toString()
        : UrlParser.parse(line).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://www.naru.test/ https://www.naru.test/",
        "HTTPS://WWW.Naru.TEST https://www.naru.test/",
        "www.naru.test http://www.naru.test/",
        "www.naru.test:8080/x http://www.naru.test:8080/x",
        "localhost:8080 http://localhost:8080/",
        "naru:8080 http://naru:8080/",
        "https:www.naru.test https://www.naru.test/",
        "https://www.naru.test:443/ https://www.naru.test/",
        "https://www.naru.test:/ https://www.naru.test/",
        "http:\\\\naru.test\\a\\b http://naru.test/a/b",
        "http://naru.test/a/./b/../c http://naru.test/a/c",
        "http://naru.test/a/%2e%2E/c/. http://naru.test/c/",
        "http://naru.test/../../x http://naru.test/x",
        "http://naru.test?q=1#frag http://naru.test/?q=1#frag",
        "http://user:pw@naru.test/ http://naru.test/",
        "http://127.1/ http://127.0.0.1/",
        "http://0x7f.0.0.1/ http://127.0.0.1/",
        "http://017700000001/ http://127.0.0.1/",
        "http://[::1]:8080/ http://[::1]:8080/",
        "http://나루.test/ http://xn--910br1n.test/",
        "http://faß.test/ http://xn--fa-hia.test/",
        "http://naru.test/나루 http://naru.test/%EB%82%98%EB%A3%A8",
        "http://%6eAru.test/ http://naru.test/",
      })
  void readsWhatBrowsersRead(String line, String url) {
    assertThat(read(line)).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:secret@naru.test/a@b,https://naru.test/a@b",
    "user:secret@naru.test,naru.test",
    "https://naru.test/?q=a@b,https://naru.test/?q=a@b",
    "https://naru.test/,https://naru.test/",
  })
  void reportsShowNoPasswords(String line, String shown) {
    assertThat(UrlParser.withoutUserInfo(line)).isEqualTo(shown);
  }

  @Test
  void blanksAndLineEndsFallAway() {
    assertThat(read("  \thttp://na\nru.test/a b \r\n")).isEqualTo("http://naru.test/a%20b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://|7",
        "http://naru.test:x/|17",
        "http://naru.test:65536/|17",
        "http://na ru.test/|9",
        "http://[::1/|7",
        "http://[::g]/|7",
        "http://1.2.3.256/|7",
        "http://a..b/|9",
        "''|0",
      })
  void whatIsMalformedNamesThePosition(String line, int position) {
    assertThat(UrlParser.parse(line))
        .isInstanceOfSatisfying(
            UrlRead.Malformed.class, m -> assertThat(m.position()).isEqualTo(position));
  }

  @Test
  void aLabelOf64OctetsIsMalformed() {
    assertThat(UrlParser.parse("http://" + "a".repeat(64) + ".test/").toString())
        .contains("label over 63 octets");
    assertThat(UrlParser.parse("http://" + "abcdefg.".repeat(32) + "test/").toString())
        .contains("over 255 octets");
  }

  @ParameterizedTest
  @CsvSource({"ftp://naru.test/,ftp", "mailto:a@naru.test,mailto", "file:///etc/hosts,file"})
  void otherSchemesAreNamed(String line, String scheme) {
    assertThat(UrlParser.parse(line)).isEqualTo(new UrlRead.UnsupportedScheme(scheme));
  }

  @ParameterizedTest
  @CsvSource({
    "/x,http://naru.test/x",
    "x,http://naru.test/a/x",
    "../x,http://naru.test/x",
    "?y,http://naru.test/a/b?y",
    "//ferry.test/,http://ferry.test/",
    "https://ferry.test/z,https://ferry.test/z",
    "#f,http://naru.test/a/b?q#f",
  })
  void redirectsAreRelative(String reference, String expected) {
    Url base = ((UrlRead.Ok) UrlParser.parse("http://naru.test/a/b?q")).url();
    assertThat(((UrlRead.Ok) UrlParser.resolve(base, reference)).url()).hasToString(expected);
  }
}
