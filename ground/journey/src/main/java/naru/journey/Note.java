package naru.journey;

/** A fact beside the verdict. Immutable. */
public record Note(NoteCode code, String text) {}
