package io.cablebridge.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The Java sources below some folders, read by the compiler's own parser: syntax, without types.
 * The rules of the house and the list of locks are compared with them. Generated code is not among
 * them.
 */
public final class Sources {
  private static final String ROOT = "io.cablebridge.";

  private final List<SourceFile> files = new ArrayList<>();

  private Sources() {}

  /** Reads every Java file below the folders. */
  public static Sources below(Path... folders) {
    Sources sources = new Sources();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      List<Path> paths = new ArrayList<>();
      for (Path folder : folders) {
        try (Stream<Path> found = Files.walk(folder)) {
          found.filter(path -> path.toString().endsWith(".java")).sorted().forEach(paths::add);
        }
      }
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(paths));
      for (CompilationUnitTree tree : task.parse()) {
        sources.files.add(SourceFile.of(tree));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  /** The files that declare classes. */
  public List<SourceFile> files() {
    return files.stream().filter(file -> !file.types().isEmpty()).toList();
  }

  /** The packages that a package-info.java describes. */
  public List<String> described() {
    return files.stream()
        .filter(file -> file.types().isEmpty())
        .map(SourceFile::packageName)
        .toList();
  }

  /** The name of a class or package as the rules write it: without the part that all share. */
  static String brief(String name) {
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
  }

  /** One file: its package, its lines and the classes that it declares at its top. */
  public record SourceFile(String packageName, int lines, List<ClassTree> types) {

    private static SourceFile of(CompilationUnitTree tree) {
      try {
        List<ClassTree> types = new ArrayList<>();
        for (Tree type : tree.getTypeDecls()) {
          if (type instanceof ClassTree declared) {
            types.add(declared);
          }
        }
        return new SourceFile(
            tree.getPackageName().toString(),
            Math.toIntExact(tree.getSourceFile().getCharContent(true).toString().lines().count()),
            types);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The full names of the classes. */
    public List<String> names() {
      return types.stream().map(type -> packageName + "." + type.getSimpleName()).toList();
    }
  }
}
