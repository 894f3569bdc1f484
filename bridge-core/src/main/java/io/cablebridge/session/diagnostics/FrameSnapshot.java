package io.cablebridge.session.diagnostics;

import java.time.Instant;

/**
 * A frame by its kind and size, never by its content.
 *
 * @param direction {@code in} from Rails or the broker, {@code out} to it
 * @param bytes of the message or of the action; of the identifier where there is neither
 */
public record FrameSnapshot(Instant at, String direction, String type, int bytes) {}
