/**
 * The program: its command line, and the component that creates and connects its parts. Depends on
 * every module; nothing depends on it. Start reading at {@link io.cablebridge.Main}, then at {@link
 * io.cablebridge.Bridge}, which starts and stops the parts.
 */
@NullMarked
package io.cablebridge;

import org.jspecify.annotations.NullMarked;
