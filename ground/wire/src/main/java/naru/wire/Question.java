package naru.wire;

import org.jspecify.annotations.Nullable;

/**
 * What is asked: a name, a type, a class. Ordered by these, so that a table can bear names chosen
 * by an enemy to have equal hashes. Immutable.
 */
public record Question(Name name, RecordType type, RecordClass recordClass)
    implements Comparable<Question> {
  /** A question of class IN. */
  public static Question of(Name name, RecordType type) {
    return new Question(name, type, RecordClass.IN);
  }

  /** The same question with other letters' case (0x20). */
  public Question withName(Name other) {
    return new Question(other, type, recordClass);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Question same
        && same.type.equals(type)
        && same.recordClass.equals(recordClass)
        && same.name.equals(name);
  }

  @Override
  public int hashCode() {
    return (31 * name.hashCode() + type.code()) * 31 + recordClass.code();
  }

  @Override
  public int compareTo(Question other) {
    int byName = name.compareTo(other.name);
    int byType = byName != 0 ? byName : type.compareTo(other.type);
    return byType != 0 ? byType : Integer.compare(recordClass.code(), other.recordClass.code());
  }

  @Override
  public String toString() {
    return name + " " + (recordClass.equals(RecordClass.IN) ? "" : recordClass + " ") + type;
  }
}
