/**
 * Streams: named broadcast lines without a Rails channel. This room has what every other part may
 * use: the seam to the broker, the callback of a subscriber, and the values between them. The rooms
 * below it depend on it and on those before them: {@code fanout}, {@code catchup}, {@code local},
 * {@code redis}; {@code name} is separate. Depends on {@code protocol} and {@code metric}. Start
 * reading at {@link io.cablebridge.stream.StreamBroker}.
 */
@NullMarked
package io.cablebridge.stream;

import org.jspecify.annotations.NullMarked;
