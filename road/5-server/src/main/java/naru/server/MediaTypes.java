package naru.server;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Which media type a file name's ending stands for (the IANA registry). Immutable. */
final class MediaTypes {
  private static final String UNKNOWN = "application/octet-stream";

  /** A line: the type, then its endings. */
  private static final String TABLE =
      """
      text/html html htm
      text/css css
      text/javascript js mjs
      text/plain txt text log conf ini
      text/markdown md markdown
      text/csv csv
      text/calendar ics
      text/vcard vcf
      text/xml xsl xslt
      application/xml xml
      application/xhtml+xml xhtml
      application/json json map
      application/ld+json jsonld
      application/manifest+json webmanifest
      application/geo+json geojson
      application/yaml yaml yml
      application/toml toml
      application/atom+xml atom
      application/rss+xml rss
      application/wasm wasm
      application/pdf pdf
      application/rtf rtf
      application/epub+zip epub
      application/zip zip
      application/gzip gz tgz
      application/x-bzip2 bz2
      application/x-xz xz
      application/zstd zst
      application/x-7z-compressed 7z
      application/x-tar tar
      application/java-archive jar
      application/x-pem-file pem crt
      application/msword doc
      application/vnd.ms-excel xls
      application/vnd.ms-powerpoint ppt
      application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
      application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
      application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
      application/vnd.oasis.opendocument.text odt
      application/vnd.oasis.opendocument.spreadsheet ods
      application/vnd.sqlite3 sqlite db
      image/png png
      image/apng apng
      image/jpeg jpg jpeg
      image/gif gif
      image/webp webp
      image/avif avif
      image/svg+xml svg
      image/bmp bmp
      image/tiff tif tiff
      image/x-icon ico
      audio/mpeg mp3
      audio/ogg ogg oga opus
      audio/wav wav
      audio/flac flac
      audio/mp4 m4a
      audio/aac aac
      video/mp4 mp4 m4v
      video/webm webm
      video/ogg ogv
      video/quicktime mov
      video/x-matroska mkv
      video/mp2t ts
      application/vnd.apple.mpegurl m3u8
      font/woff woff
      font/woff2 woff2
      font/ttf ttf
      font/otf otf
      """;

  private static final Map<String, String> BY_ENDING = read();

  private MediaTypes() {}

  private static Map<String, String> read() {
    Map<String, String> types = new HashMap<>();
    for (String line : TABLE.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        types.put(words[i], withCharset(words[0]));
      }
    }
    return types;
  }

  private static String withCharset(String type) {
    boolean text = type.startsWith("text/") || type.equals("image/svg+xml");
    return text || type.endsWith("/xml") ? type + "; charset=utf-8" : type;
  }

  /** The type of a file of this name. */
  static String of(String fileName) {
    int dot = fileName.lastIndexOf('.');
    String ending = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    return BY_ENDING.getOrDefault(ending, UNKNOWN);
  }
}
