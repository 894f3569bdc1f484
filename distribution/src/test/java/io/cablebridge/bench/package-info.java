/**
 * What a session costs: a load client and a stub cable server around the unpacked tarball, and the
 * figures read from the bridge's process while they work.
 *
 * <p>Start reading at {@link io.cablebridge.bench.CostBenchmark} (prints everything, with its
 * conditions) or {@link io.cablebridge.bench.CostGateIT} (checks the figures that do not depend on
 * how busy the machine is); both drive a {@link io.cablebridge.bench.CostRig}. The readers of a
 * stream have the same three: {@link io.cablebridge.bench.StreamBenchmark}, {@link
 * io.cablebridge.bench.StreamGateIT} and {@link io.cablebridge.bench.StreamRig}. May depend on the
 * JDK, HdrHistogram and the test libraries; on no class of the product, which it sees only as a
 * process.
 */
package io.cablebridge.bench;
