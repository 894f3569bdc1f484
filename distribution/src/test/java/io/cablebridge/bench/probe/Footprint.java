package io.cablebridge.bench.probe;

/**
 * The memory, threads and descriptors of the bridge's process, right after full collections.
 *
 * @param heap bytes of live heap
 * @param direct bytes in direct buffers
 * @param rss bytes of resident memory
 * @param threads Java threads, without those of the management agent
 * @param descriptors open files
 */
public record Footprint(long heap, long direct, long rss, int threads, int descriptors) {

  public static Footprint of(JvmProbe jvm, ProcessProbe process) {
    jvm.collect();
    return new Footprint(
        jvm.heapUsed(), jvm.directUsed(), process.rssBytes(), jvm.threads(), process.descriptors());
  }

  public double heapPerSession(Footprint empty, int sessions) {
    return (double) (heap - empty.heap) / sessions;
  }

  public double directPerSession(Footprint empty, int sessions) {
    return (double) (direct - empty.direct) / sessions;
  }

  public double rssPerSession(Footprint empty, int sessions) {
    return (double) (rss - empty.rss) / sessions;
  }
}
