package io.cablebridge.admin.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Metrics of the process and its JVM: Micrometer's own, and those of the process under the names
 * that common Prometheus dashboards use.
 */
final class ProcessMetrics implements AutoCloseable {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Names that violate Prometheus' rules; the first is registered here under its usual name. */
  private static final Set<String> RENAMED = Set.of("process.cpu.time", "system.cpu.count");

  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final MeterRegistry registry;

  ProcessMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.config().meterFilter(MeterFilter.deny(id -> RENAMED.contains(id.getName())));
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    collections.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      gauge("process.open.fds", "Open files.", unix::getOpenFileDescriptorCount);
      gauge("process.max.fds", "Maximum number of open files.", unix::getMaxFileDescriptorCount);
      FunctionCounter.builder("process.cpu.seconds", unix, os -> os.getProcessCpuTime() / 1e9)
          .description("Processor time used.")
          .register(registry);
    }
    if (Files.isReadable(STATUS)) {
      String help = "Resident memory of the process.";
      gauge("process.resident.memory.bytes", help, ProcessMetrics::resident);
    }
  }

  private void gauge(String name, String help, Supplier<Number> value) {
    Gauge.builder(name, value).description(help).register(registry);
  }

  /** Reads {@code VmRSS: 163840 kB}. */
  private static Number resident() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToDouble(kilobytes -> Double.parseDouble(kilobytes) * 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    collections.close();
  }
}
