import static java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import static java.lang.classfile.ClassFile.ConstantPoolSharingOption.NEW_POOL;
import static java.lang.classfile.ClassFile.StackMapsOption.GENERATE_STACK_MAPS;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the classes of a jar in the class-file format of Java 8, with stack maps. The JVM keeps
 * no class older than Java 6 in an AOT cache and verifies it slowly; picocli is compiled for Java 5
 * and alone costs every start some 60 ms. Not a line of code changes.
 */
final class NewerClassFiles {
  public static void main(String[] arguments) throws Exception {
    var jar = Path.of(arguments[0]);
    var newer = Files.createTempFile(jar.toAbsolutePath().getParent(), "newer", ".jar");
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        var in = new ZipInputStream(Files.newInputStream(jar));
        var out = new ZipOutputStream(Files.newOutputStream(newer))) {
      var hierarchy = ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(loader));
      var format = ClassFile.of(GENERATE_STACK_MAPS, NEW_POOL, hierarchy);
      for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
        var bytes = in.readAllBytes();
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(isClass(entry.getName()) ? newer(format, bytes) : bytes);
        out.closeEntry();
      }
    }
    Files.move(newer, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }

  private static byte[] newer(ClassFile format, byte[] bytes) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    // Bodies are walked too: only a body that is built anew gets its stack maps.
    var bodies = ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
    return format.transformClass(format.parse(bytes), version.andThen(bodies));
  }
}
