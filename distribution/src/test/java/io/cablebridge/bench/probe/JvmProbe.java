package io.cablebridge.bench.probe;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.PlatformManagedObject;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Reads heap, threads and allocation of another JVM through its local management agent. The agent's
 * own heap and descriptors exist from the first reading on, so differences exclude them; counts
 * exclude its threads.
 */
public final class JvmProbe implements AutoCloseable {
  private final JMXConnector connector;
  private final MBeanServerConnection server;
  private final MemoryMXBean memory;
  private final BufferPoolMXBean direct;
  private final ThreadMXBean threads;

  public JvmProbe(long pid) throws IOException {
    connector = JMXConnectorFactory.connect(new JMXServiceURL(startAgent(pid)));
    server = connector.getMBeanServerConnection();
    memory = bean(ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    direct = bean("java.nio:type=BufferPool,name=direct", BufferPoolMXBean.class);
    threads = bean(ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
  }

  private static String startAgent(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("The process " + pid + " cannot be looked into", e);
    }
  }

  /**
   * Runs four full collections: the serial collector leaves up to a twentieth of the old generation
   * uncollected, except in every fourth.
   */
  void collect() {
    for (int i = 0; i < 4; i++) {
      memory.gc();
    }
  }

  long heapUsed() {
    return memory.getHeapMemoryUsage().getUsed();
  }

  long directUsed() {
    return direct.getMemoryUsed();
  }

  int threads() {
    return ownThreads().size();
  }

  /** Bytes allocated so far, by thread. */
  public Map<Long, Long> allocated() {
    long[] ids = ownThreads().keySet().stream().mapToLong(Long::longValue).toArray();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    Map<Long, Long> allocated = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      allocated.put(ids[i], Math.max(0, bytes[i]));
    }
    return allocated;
  }

  /** Bytes allocated between two readings; a thread that ended in between is not counted. */
  public static long between(Map<Long, Long> before, Map<Long, Long> after) {
    return after.entrySet().stream()
        .mapToLong(entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0L))
        .sum();
  }

  /** The JVM's name, version and flags. */
  public String description() throws IOException {
    RuntimeMXBean runtime = bean(ManagementFactory.RUNTIME_MXBEAN_NAME, RuntimeMXBean.class);
    return runtime.getVmName()
        + " "
        + runtime.getVmVersion()
        + "; "
        + String.join(" ", runtime.getInputArguments());
  }

  /** Runs a collection and returns the live objects by class. */
  public ClassHistogram histogram() throws IOException {
    try {
      Object text =
          server.invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "gcClassHistogram",
              new Object[] {new String[0]},
              new String[] {String[].class.getName()});
      return ClassHistogram.parse((String) text);
    } catch (JMException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<Long, String> ownThreads() {
    Map<Long, String> names = new HashMap<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && !ofTheAgent(thread.getThreadName())) {
        names.put(thread.getThreadId(), thread.getThreadName());
      }
    }
    return names;
  }

  private static boolean ofTheAgent(String name) {
    return name.startsWith("RMI ") || name.startsWith("JMX ") || name.startsWith("Attach ");
  }

  private <T extends PlatformManagedObject> T bean(String name, Class<T> type) throws IOException {
    return ManagementFactory.newPlatformMXBeanProxy(server, name, type);
  }
}
