/**
 * The bridge's process under measurement, and the readers of its heap, threads, CPU time and open
 * files.
 */
package io.cablebridge.bench.probe;
