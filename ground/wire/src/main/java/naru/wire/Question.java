package naru.wire;

/** What is asked: a name, a type, a class. Immutable. */
public record Question(Name name, RecordType type, RecordClass recordClass) {
  /** A question of class IN. */
  public static Question of(Name name, RecordType type) {
    return new Question(name, type, RecordClass.IN);
  }

  /** The same question with other letters' case (0x20). */
  public Question withName(Name other) {
    return new Question(other, type, recordClass);
  }

  @Override
  public String toString() {
    return name + " " + (recordClass.equals(RecordClass.IN) ? "" : recordClass + " ") + type;
  }
}
