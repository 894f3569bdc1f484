package io.cablebridge.tolls;

import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Loads the product's classes again and counts each entry of a monitor, by {@code synchronized}
 * blocks and methods alike. The sources need no change.
 */
final class MonitorCountingLoader extends ClassLoader {
  private static final String PRODUCT = "io.cablebridge.";
  private static final String COUNT = MonitorCount.class.getName().replace('.', '/');

  MonitorCountingLoader() {
    super(MonitorCountingLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      if (!name.startsWith(PRODUCT) || name.equals(MonitorCount.class.getName())) {
        return super.loadClass(name, resolve);
      }
      byte[] counting = counting(name);
      return defineClass(name, counting, 0, counting.length);
    }
  }

  private byte[] counting(String name) throws ClassNotFoundException {
    try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      ClassReader reader = new ClassReader(file.readAllBytes());
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(new CountingClass(writer), 0);
      return writer.toByteArray();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static final class CountingClass extends ClassVisitor {
    CountingClass(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      boolean locks =
          (access & Opcodes.ACC_SYNCHRONIZED) != 0 && (access & Opcodes.ACC_STATIC) == 0;
      return new CountingMethod(
          super.visitMethod(access, name, descriptor, signature, exceptions), locks);
    }
  }

  private static final class CountingMethod extends MethodVisitor {
    private final boolean locks;

    CountingMethod(MethodVisitor next, boolean locks) {
      super(Opcodes.ASM9, next);
      this.locks = locks;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (locks) {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        count();
      }
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.MONITORENTER) {
        super.visitInsn(Opcodes.DUP);
        count();
      }
      super.visitInsn(opcode);
    }

    private void count() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, COUNT, "entered", "(Ljava/lang/Object;)V", false);
    }
  }
}
