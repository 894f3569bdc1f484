/** End-to-end tests of the operator's console in a real Chromium. */
@NullMarked
package io.cablebridge.e2e.console;

import org.jspecify.annotations.NullMarked;
