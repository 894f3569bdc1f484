/**
 * End-to-end tests of sessions: conversations with a real Rails, resuming, refusals, and what
 * sessions experience when Rails or the connection fails.
 */
@NullMarked
package io.cablebridge.e2e.session;

import org.jspecify.annotations.NullMarked;
