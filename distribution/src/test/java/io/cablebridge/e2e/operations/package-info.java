/**
 * End-to-end tests of what an operator works with: signals, shutdown, health, metrics, limits, and
 * the shipped files for Prometheus, Grafana and systemd.
 */
@NullMarked
package io.cablebridge.e2e.operations;

import org.jspecify.annotations.NullMarked;
