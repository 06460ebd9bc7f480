package naru.proof;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a JSON document, asked as if it were what the test expects. Immutable. */
record Json(Object value) {
  /** One document and nothing behind it. */
  static Json parse(String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      Json document = new Json(read(parser));
      if (parser.nextToken() != null) {
        throw new AssertionError("something stands behind the document: " + text);
      }
      return document;
    } catch (IOException broken) {
      throw new UncheckedIOException(text, broken);
    }
  }

  private static Object read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String field = parser.currentName();
          parser.nextToken();
          fields.put(field, read(parser));
        }
        yield fields;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser));
        }
        yield items;
      }
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> parser.getText();
      default -> throw new IOException("unexpected " + token);
    };
  }

  Map<?, ?> fields() {
    return (Map<?, ?>) value;
  }

  Json at(String field) {
    Object found = fields().get(field);
    if (found == null) {
      throw new AssertionError("no \"" + field + "\" in " + value);
    }
    return new Json(found);
  }

  List<Json> items() {
    return ((List<?>) value).stream().<Json>map(Json::new).toList();
  }

  String text() {
    return (String) value;
  }

  String text(String field) {
    return at(field).text();
  }

  long whole() {
    return (Long) value;
  }

  double number() {
    return ((Number) value).doubleValue();
  }
}
