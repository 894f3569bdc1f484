package io.cablebridge.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** What the sources declare too much of: mutable statics, long constructors, vague names. */
final class Shapes extends ClassScan {
  private static final Pattern MUTABLE =
      Pattern.compile(
          "(Atomic\\w+|LongAdder|DoubleAdder|\\w*Builder|(Concurrent\\w*|Copy\\w+|\\w*Hash|Enum|Tree)"
              + "(Map|Set)|Map|(Array|Linked|CopyOnWriteArray)List|ArrayDeque|\\w+Queue)(<.*>)?");
  private static final Pattern VAGUE =
      Pattern.compile(
          "(Abstract|Base).*|.*(Manager|Utils?|Helpers?|Impl|Base|Abstract|Data|Info|Context)");

  private final int maxParameters;
  private final SortedSet<String> mutableStatics = new TreeSet<>();
  private final SortedSet<String> longConstructors = new TreeSet<>();
  private final SortedSet<String> vagueNames = new TreeSet<>();

  Shapes(Sources sources, int maxParameters) {
    this.maxParameters = maxParameters;
    sources.files().forEach(this::scan);
  }

  SortedSet<String> mutableStatics() {
    return mutableStatics;
  }

  SortedSet<String> longConstructors() {
    return longConstructors;
  }

  SortedSet<String> vagueNames() {
    return vagueNames;
  }

  @Override
  void enter(ClassTree type) {
    if (VAGUE.matcher(type.getSimpleName()).matches()) {
      vagueNames.add(name());
    }
    if (type.getKind() != Tree.Kind.INTERFACE) {
      fields(type).filter(Shapes::isMutableStatic).forEach(this::found);
    }
  }

  private void found(VariableTree field) {
    mutableStatics.add(name() + "." + field.getName());
  }

  @Override
  public Void visitMethod(MethodTree method, Void none) {
    if (method.getName().contentEquals("<init>")
        && type().getKind() != Tree.Kind.RECORD
        && method.getParameters().size() > maxParameters) {
      longConstructors.add(name());
    }
    return super.visitMethod(method, null);
  }

  private static boolean isMutableStatic(VariableTree field) {
    Set<Modifier> flags = field.getModifiers().getFlags();
    return flags.contains(Modifier.STATIC)
        && (!flags.contains(Modifier.FINAL) || isMutable(field.getInitializer()));
  }

  private static boolean isMutable(ExpressionTree value) {
    return value instanceof NewClassTree made
        && MUTABLE.matcher(made.getIdentifier().toString()).matches();
  }
}
