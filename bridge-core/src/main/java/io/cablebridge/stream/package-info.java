/**
 * Streams: named broadcast lines without a Rails channel, who carries them, and what is kept of
 * their past; and which of them an identifier names. May depend on {@code protocol}, {@code time}
 * and {@code secret}. Start reading at {@link io.cablebridge.stream.StreamBroker}.
 */
@NullMarked
package io.cablebridge.stream;

import org.jspecify.annotations.NullMarked;
