/**
 * End-to-end tests of the documentation's examples and of the demo: each example does what its page
 * says.
 */
@NullMarked
package io.cablebridge.e2e.examples;

import org.jspecify.annotations.NullMarked;
