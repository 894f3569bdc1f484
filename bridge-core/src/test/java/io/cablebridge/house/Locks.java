package io.cablebridge.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.VariableTree;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;

/**
 * The locks that the sources take. A lock bears the name of the class whose monitor it is, of the
 * class that keeps it in a private field of its own, or of its own class where that is made for
 * nothing else ({@code CommandLock}).
 */
public final class Locks extends ClassScan {
  private final SortedSet<String> names = new TreeSet<>();
  private final SortedSet<String> foreign = new TreeSet<>();
  private final SortedSet<String> takers = new TreeSet<>();
  private final Set<String> guarding = new TreeSet<>();

  /** Finds all locks. */
  public Locks(Sources sources) {
    sources.files().forEach(this::scan);
  }

  /** All locks. */
  public SortedSet<String> names() {
    return names;
  }

  /** Where a class takes the monitor of what is not its own, as {@code room.Class: expression}. */
  SortedSet<String> foreign() {
    return foreign;
  }

  /** The classes that take a lock and mark no field of theirs with {@code @GuardedBy}. */
  SortedSet<String> withoutGuardedField() {
    SortedSet<String> without = new TreeSet<>(takers);
    without.removeAll(guarding);
    return without;
  }

  @Override
  void enter(ClassTree type) {
    fields(type)
        .forEach(
            field -> {
              if (isGuarded(field)) {
                guarding.add(name());
              }
              if (isExplicitLock(field)) {
                takes(simpleName());
              }
            });
  }

  @Override
  public Void visitMethod(MethodTree method, Void none) {
    Set<Modifier> flags = method.getModifiers().getFlags();
    if (flags.contains(Modifier.SYNCHRONIZED)) {
      if (flags.contains(Modifier.STATIC)) {
        foreign.add(name() + ": class");
      } else {
        takes(simpleName());
      }
    }
    return super.visitMethod(method, null);
  }

  @Override
  public Void visitSynchronized(SynchronizedTree block, Void none) {
    ExpressionTree lock = block.getExpression();
    while (lock instanceof ParenthesizedTree inner) {
      lock = inner.getExpression();
    }
    if (lock.toString().equals("this")) {
      takes(simpleName());
    } else {
      Optional<VariableTree> field = fieldOf(lock);
      if (field.isPresent()) {
        takes(typeOf(field.get()).endsWith("Lock") ? typeOf(field.get()) : simpleName());
      } else {
        foreign.add(name() + ": " + lock);
        takers.add(name());
      }
    }
    return super.visitSynchronized(block, null);
  }

  /** The private field that holds the lock, if it was made here or is of a class for locks. */
  private Optional<VariableTree> fieldOf(ExpressionTree lock) {
    String name =
        lock instanceof IdentifierTree identifier
            ? identifier.getName().toString()
            : lock instanceof MemberSelectTree member
                    && member.getExpression().toString().equals("this")
                ? member.getIdentifier().toString()
                : "";
    return field(name)
        .filter(
            field ->
                field
                    .getModifiers()
                    .getFlags()
                    .containsAll(Set.of(Modifier.PRIVATE, Modifier.FINAL)))
        .filter(
            field ->
                typeOf(field).endsWith("Lock") || field.getInitializer() instanceof NewClassTree);
  }

  private void takes(String lock) {
    names.add(lock);
    takers.add(name());
  }

  private static boolean isExplicitLock(VariableTree field) {
    return typeOf(field).matches("(.*\\.)?(Reentrant|ReentrantReadWrite|ReadWrite|Stamped)?Lock");
  }

  private static String typeOf(VariableTree field) {
    return String.valueOf(field.getType());
  }
}
