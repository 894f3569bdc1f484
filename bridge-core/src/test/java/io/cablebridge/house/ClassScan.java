package io.cablebridge.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/** A walk through the classes of a file that keeps in mind which class it is in. */
abstract class ClassScan extends TreeScanner<Void, Void> {
  private final Deque<ClassTree> around = new ArrayDeque<>();
  private String packageName = "";

  /** Walks through the file. */
  final void scan(Sources.SourceFile file) {
    packageName = file.packageName();
    scan(file.types(), null);
  }

  /** The class the walk enters. */
  abstract void enter(ClassTree type);

  @Override
  public final Void visitClass(ClassTree type, Void none) {
    around.push(type);
    enter(type);
    super.visitClass(type, null);
    around.pop();
    return null;
  }

  /** The class around the place of the walk, without its package: {@code Outer.Inner}. */
  final String simpleName() {
    StringBuilder name = new StringBuilder();
    around
        .descendingIterator()
        .forEachRemaining(
            type -> name.append(name.length() == 0 ? "" : ".").append(type.getSimpleName()));
    return name.toString();
  }

  /** The same, with its package as the rules write it. */
  final String name() {
    return Sources.brief(packageName + "." + simpleName());
  }

  final ClassTree type() {
    return around.getFirst();
  }

  /** The field of this name that is in sight, the innermost class first. */
  final Optional<VariableTree> field(String name) {
    return around.stream()
        .flatMap(ClassScan::fields)
        .filter(field -> field.getName().contentEquals(name))
        .findFirst();
  }

  static Stream<VariableTree> fields(ClassTree type) {
    return type.getMembers().stream()
        .filter(VariableTree.class::isInstance)
        .map(VariableTree.class::cast);
  }

  static boolean isGuarded(VariableTree field) {
    return field.getModifiers().getAnnotations().stream()
        .map(AnnotationTree::getAnnotationType)
        .map(Tree::toString)
        .anyMatch(name -> name.equals("GuardedBy") || name.endsWith(".GuardedBy"));
  }
}
