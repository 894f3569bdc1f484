/**
 * Benchmarks: what a session and a message cost the bridge.
 *
 * <p>Start reading at {@link io.cablebridge.bench.CostBenchmark} (prints all figures with their
 * conditions) or {@link io.cablebridge.bench.CostGateIT} (checks the figures that do not depend on
 * how busy the machine is). Both drive a {@link io.cablebridge.bench.CostRig}. For the subscribers
 * of a stream the classes are {@link io.cablebridge.bench.StreamBenchmark}, {@link
 * io.cablebridge.bench.StreamGateIT} and {@link io.cablebridge.bench.StreamRig}. The packages:
 * {@code load} is the load client, {@code stub} the stub cable server, {@code probe} reads figures
 * from the bridge's process. May depend on the JDK, HdrHistogram and the test libraries; on no
 * class of the product.
 */
package io.cablebridge.bench;
