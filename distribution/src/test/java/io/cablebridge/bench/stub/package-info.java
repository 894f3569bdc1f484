/**
 * The stub cable server: a cable server that uses as little CPU as possible, in a process of its
 * own.
 */
package io.cablebridge.bench.stub;
