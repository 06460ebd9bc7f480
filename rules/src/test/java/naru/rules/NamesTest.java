package naru.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names are the field's own words; what says nothing is no name. */
class NamesTest {
  /** Words of which no type's name may be made, at any place in it. */
  private static final Pattern NO_NAME =
      Pattern.compile("(Manager|Utils?|Helper|Impl)(?![a-z])|^(Default|Base)(?![a-z0-9])");

  private static final Pattern GETTER = Pattern.compile("get[A-Z].*");

  @Test
  void noTypeHasANameThatSaysNothing() {
    assertThat(namesThatSayNothing(House.CLASSES)).isEmpty();
    assertThat(namesThatSayNothing(House.BAD_CLASSES))
        .anyMatch(name -> name.endsWith("HabitManager"))
        .anyMatch(name -> name.endsWith("DefaultHabit"))
        .noneMatch(name -> name.endsWith("PatientKeyManager"));
  }

  @Test
  void accessorsHaveNoGet() {
    assertThat(getters(House.CLASSES)).isEmpty();
    assertThat(getters(House.BAD_CLASSES))
        .anyMatch(name -> name.contains("getHabit"))
        .noneMatch(name -> name.contains("getMessage"));
  }

  private static List<String> namesThatSayNothing(JavaClasses classes) {
    return classes.stream()
        .filter(type -> NO_NAME.matcher(type.getSimpleName()).find())
        .filter(type -> !isAForeignWord(type))
        .map(JavaClass::getName)
        .toList();
  }

  /** Whether the word came with a type that is not ours: a {@code KeyManager} is JSSE's. */
  private static boolean isAForeignWord(JavaClass type) {
    return foreignSupertypes(type).anyMatch(it -> NO_NAME.matcher(it.getSimpleName()).find());
  }

  private static List<String> getters(JavaClasses classes) {
    return classes.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(method -> GETTER.matcher(method.getName()).matches())
        .filter(method -> !isDemandedFromOutside(method))
        .map(JavaMethod::getFullName)
        .toList();
  }

  private static boolean isDemandedFromOutside(JavaMethod method) {
    return foreignSupertypes(method.getOwner())
        .flatMap(type -> type.getMethods().stream())
        .anyMatch(theirs -> theirs.getName().equals(method.getName()));
  }

  private static Stream<JavaClass> foreignSupertypes(JavaClass type) {
    return Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
        .filter(it -> !it.getPackageName().startsWith(House.ROOT));
  }
}
