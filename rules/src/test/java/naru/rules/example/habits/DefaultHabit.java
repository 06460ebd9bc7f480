package naru.rules.example.habits;

/** A name that says nothing; its message has the name that the JDK demands. */
public final class DefaultHabit extends RuntimeException {
  @Override
  public String getMessage() {
    return "habit";
  }
}
