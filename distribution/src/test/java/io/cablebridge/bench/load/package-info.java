/** The load client: thousands of event streams on one thread. */
package io.cablebridge.bench.load;
