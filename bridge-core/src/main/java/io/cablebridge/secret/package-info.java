/**
 * Secrets: what is shared with whoever signs something for the bridge. Depends on nothing of ours.
 */
@NullMarked
package io.cablebridge.secret;

import org.jspecify.annotations.NullMarked;
