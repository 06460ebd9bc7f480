package naru.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import naru.journey.Account;
import naru.journey.Cause;
import naru.journey.Detail;
import naru.journey.Journey;
import naru.journey.Note;
import naru.journey.Step;
import naru.journey.Timing;
import naru.journey.Verdict;

/** Journeys as the documents {@code naru.journey/1} and {@code naru.session/1}. */
public final class JsonReport {
  private JsonReport() {}

  /** One journey as a document of its own, several as a session; with a final line end. */
  public static String of(List<Journey> journeys) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = generator(text)) {
      if (journeys.size() == 1) {
        journey(json, journeys.getFirst());
      } else {
        session(json, journeys);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory", impossible);
    }
    return text.append('\n').toString();
  }

  /** Why there is no journey at all: our own failure, as the document {@code naru.failure/1}. */
  public static String failure(int exit, List<String> complaints) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = generator(text)) {
      json.writeStartObject();
      json.writeStringField("schema", "naru.failure/1");
      json.writeStringField("outcome", "stopped");
      json.writeNumberField("exit", exit);
      texts(json, "complaints", complaints);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory", impossible);
    }
    return text.append('\n').toString();
  }

  /** What a lookup came to. */
  static String lookup(LookupReport lookup) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = generator(text)) {
      json.writeStartObject();
      json.writeStringField("schema", "naru.lookup/1");
      json.writeStringField("name", lookup.name());
      json.writeStringField("type", lookup.type());
      json.writeStringField("outcome", lookup.cause().isEmpty() ? "found" : "stopped");
      json.writeNumberField("exit", lookup.cause().map(c -> c.code().exit()).orElse(0));
      json.writeNumberField("millis", rounded(lookup.millis()));
      texts(json, "records", lookup.records());
      cause(json, lookup.cause());
      notes(json, lookup.note().stream().toList());
      json.writeFieldName("steps");
      steps(json, lookup.steps());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory", impossible);
    }
    return text.append('\n').toString();
  }

  private static void steps(JsonGenerator json, List<Step> steps) throws IOException {
    json.writeStartArray();
    for (Step step : steps) {
      step(json, step);
    }
    json.writeEndArray();
  }

  private static JsonGenerator generator(StringWriter text) throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(text);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    return json.setPrettyPrinter(
        new DefaultPrettyPrinter(separators)
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter));
  }

  private static void session(JsonGenerator json, List<Journey> journeys) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", "naru.session/1");
    json.writeArrayFieldStart("journeys");
    for (Journey journey : journeys) {
      journey(json, journey);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void journey(JsonGenerator json, Journey journey) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", "naru.journey/1");
    json.writeStringField("url", journey.url());
    json.writeStringField("outcome", journey.arrived() ? "arrived" : "stopped");
    json.writeNumberField("exit", journey.verdict().code().exit());
    verdict(json, journey.verdict());
    notes(json, journey.notes());
    timing(json, journey.timing());
    texts(json, "addresses", journey.addresses());
    optional(json, "remote", journey.remote());
    optional(json, "protocol", journey.protocol());
    json.writeFieldName("steps");
    steps(json, journey.steps());
    json.writeEndObject();
  }

  private static void verdict(JsonGenerator json, Verdict verdict) throws IOException {
    json.writeObjectFieldStart("verdict");
    json.writeStringField("code", verdict.code().word());
    json.writeStringField("text", verdict.text());
    texts(json, "proof", verdict.proof());
    json.writeStringField("next", verdict.next());
    json.writeEndObject();
  }

  private static void notes(JsonGenerator json, List<Note> notes) throws IOException {
    json.writeArrayFieldStart("notes");
    for (Note note : notes) {
      json.writeStartObject();
      json.writeStringField("code", note.code().word());
      json.writeStringField("text", note.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void timing(JsonGenerator json, Timing timing) throws IOException {
    json.writeObjectFieldStart("timing");
    mark(json, "domainLookupStart", timing.domainLookupStart());
    mark(json, "domainLookupEnd", timing.domainLookupEnd());
    mark(json, "connectStart", timing.connectStart());
    mark(json, "secureConnectionStart", timing.secureConnectionStart());
    mark(json, "connectEnd", timing.connectEnd());
    mark(json, "requestStart", timing.requestStart());
    mark(json, "responseStart", timing.responseStart());
    mark(json, "responseEnd", timing.responseEnd());
    json.writeEndObject();
  }

  private static void mark(JsonGenerator json, String word, OptionalDouble millis)
      throws IOException {
    if (millis.isPresent()) {
      json.writeNumberField(word, rounded(millis.getAsDouble()));
    }
  }

  private static void step(JsonGenerator json, Step step) throws IOException {
    Account account = step.account();
    json.writeStartObject();
    json.writeStringField("station", step.station());
    json.writeStringField("name", account.name());
    json.writeNumberField("startMs", rounded(account.startMillis()));
    json.writeNumberField("durationMs", rounded(account.durationMillis()));
    json.writeStringField("outcome", account.outcome().word());
    json.writeStringField("source", account.source().word());
    if (account.peer().isPresent()) {
      json.writeStringField("peer", account.peer().get());
    }
    json.writeFieldName("detail");
    detail(json, account.detail());
    cause(json, account.cause());
    json.writeFieldName("steps");
    steps(json, account.steps());
    json.writeEndObject();
  }

  private static void cause(JsonGenerator json, Optional<Cause> cause) throws IOException {
    if (cause.isPresent()) {
      json.writeObjectFieldStart("cause");
      json.writeStringField("code", cause.get().code().word());
      json.writeStringField("text", cause.get().text());
      texts(json, "proof", cause.get().proof());
      json.writeEndObject();
    }
  }

  private static void detail(JsonGenerator json, Detail detail) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Detail.Value> fact : detail.values().entrySet()) {
      json.writeFieldName(fact.getKey());
      value(json, fact.getValue());
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, Detail.Value value) throws IOException {
    switch (value) {
      case Detail.Value.Text(String text) -> json.writeString(text);
      case Detail.Value.Whole(long number) -> json.writeNumber(number);
      case Detail.Value.Fraction(double number) -> json.writeNumber(rounded(number));
      case Detail.Value.Flag(boolean on) -> json.writeBoolean(on);
      case Detail.Value.Group(Detail group) -> detail(json, group);
      case Detail.Value.Many(List<Detail.Value> items) -> {
        json.writeStartArray();
        for (Detail.Value item : items) {
          value(json, item);
        }
        json.writeEndArray();
      }
    }
  }

  private static void texts(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void optional(JsonGenerator json, String field, Optional<String> text)
      throws IOException {
    if (text.isPresent()) {
      json.writeStringField(field, text.get());
    }
  }

  /** Microseconds are what the clock is good for. */
  private static double rounded(double millis) {
    return Math.round(millis * 1e3) / 1e3;
  }
}
