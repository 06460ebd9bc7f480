import static java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import static java.lang.classfile.ClassFile.ConstantPoolSharingOption.NEW_POOL;
import static java.lang.classfile.ClassFile.StackMapsOption.GENERATE_STACK_MAPS;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/**
 * Makes one jar of naru.jar and lib/*.jar, and puts native libraries beside it, for a faster start:
 *
 * <ul>
 *   <li>A class that is not there is looked for in every jar, and libraries do look for such: one
 *       jar is opened in a tenth of the time of fifty.
 *   <li>The JVM keeps no class of a signed jar in an AOT cache, nor one older than Java 6, which it
 *       also verifies slowly. Signatures are left out; picocli's classes, compiled for Java 5, get
 *       the format of Java 8 with stack maps. Not a line of code changes.
 *   <li>A library that lies in a directory need not be unpacked at each start.
 * </ul>
 */
final class OneJar {
  private static final String NATIVE = "META-INF/native/";
  private static final String VERSIONS = "META-INF/versions/";
  private static final String SERVICES = "META-INF/services/";

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, Integer> releases = new LinkedHashMap<>();

  public static void main(String[] arguments) throws IOException {
    var directory = Path.of(arguments[0]);
    var jar = directory.resolve("naru.jar");
    var jars = new ArrayList<>(List.of(jar));
    try (var libraries = Files.newDirectoryStream(directory.resolve("lib"), "*.jar")) {
      libraries.forEach(jars::add);
    }
    var one = new OneJar();
    for (var each : jars) {
      one.add(each);
    }
    one.write(jar, jars, directory.resolve("native"));
  }

  private void add(Path path) throws IOException {
    try (var jar = new JarFile(path.toFile(), false)) {
      for (var entry : jar.stream().filter(OneJar::wanted).toList()) {
        add(entry.getName(), jar.getInputStream(entry).readAllBytes());
      }
    }
  }

  private static boolean wanted(ZipEntry entry) {
    var name = entry.getName();
    return !entry.isDirectory()
        && !name.equals(JarFile.MANIFEST_NAME)
        && !name.endsWith("module-info.class")
        && !name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
  }

  /** Of several with one name the first stays, as on a class path, or the one for a newer Java. */
  private void add(String name, byte[] bytes) {
    if (name.startsWith(SERVICES)) {
      entries.merge(name, bytes, OneJar::lines);
      return;
    }
    var path = name;
    var release = 0;
    if (name.startsWith(VERSIONS)) {
      var slash = name.indexOf('/', VERSIONS.length());
      release = Integer.parseInt(name.substring(VERSIONS.length(), slash));
      path = name.substring(slash + 1);
    }
    var known = releases.get(path);
    if (release <= Runtime.version().feature() && (known == null || release > known)) {
      releases.put(path, release);
      entries.put(path, bytes);
    }
  }

  private static byte[] lines(byte[] some, byte[] more) {
    return (new String(some, UTF_8) + "\n" + new String(more, UTF_8)).getBytes(UTF_8);
  }

  private void write(Path target, List<Path> jars, Path natives) throws IOException {
    var urls = new ArrayList<URL>();
    for (var jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    Files.createDirectories(natives);
    var made = target.resolveSibling("one.jar");
    try (var loader = new URLClassLoader(urls.toArray(URL[]::new));
        var out = new JarOutputStream(Files.newOutputStream(made), manifest(target))) {
      var hierarchy = ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(loader));
      var format = ClassFile.of(GENERATE_STACK_MAPS, NEW_POOL, hierarchy);
      out.setLevel(Deflater.NO_COMPRESSION);
      for (var entry : entries.entrySet()) {
        var name = entry.getKey();
        var bytes = entry.getValue();
        if (name.startsWith(NATIVE)) {
          Files.write(natives.resolve(name.substring(NATIVE.length())), bytes);
        } else {
          out.putNextEntry(new ZipEntry(name));
          out.write(isOld(name, bytes) ? newer(format, bytes) : bytes);
          out.closeEntry();
        }
      }
    }
    Files.move(made, target, StandardCopyOption.REPLACE_EXISTING);
    for (var jar : jars.subList(1, jars.size())) {
      Files.delete(jar);
    }
    Files.delete(target.resolveSibling("lib"));
  }

  /** The first jar's, without the names of the others. */
  private static Manifest manifest(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      var manifest = new Manifest(file.getManifest());
      manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH);
      return manifest;
    }
  }

  private static boolean isOld(String name, byte[] bytes) {
    return name.endsWith(".class") && bytes[7] < ClassFile.JAVA_6_VERSION;
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
