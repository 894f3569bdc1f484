/**
 * Secrets: keys and passwords that must not be printed. Depends on nothing. Start reading at {@link
 * io.cablebridge.secret.Secret}.
 */
@NullMarked
package io.cablebridge.secret;

import org.jspecify.annotations.NullMarked;
