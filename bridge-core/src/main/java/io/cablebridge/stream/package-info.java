/**
 * Streams: named broadcast lines without a Rails channel, who carries them, and what is kept of
 * their past. May depend on {@code protocol} and {@code time}. Start reading at {@link
 * io.cablebridge.stream.StreamBroker}.
 */
@NullMarked
package io.cablebridge.stream;

import org.jspecify.annotations.NullMarked;
