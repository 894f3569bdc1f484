/**
 * The configuration: where values come from, what they may be, and the records they become. It may
 * know every module's config records and nothing else of them. Start reading at {@link
 * io.cablebridge.config.ConfigLoader}; the keys are in the {@code *Settings} classes.
 */
@NullMarked
package io.cablebridge.config;

import org.jspecify.annotations.NullMarked;
