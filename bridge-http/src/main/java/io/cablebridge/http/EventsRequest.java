package io.cablebridge.http;

import io.cablebridge.protocol.Command;
import java.util.List;

/**
 * What a request to {@code /events} asks for.
 *
 * @param expiresInNanos how long the token that came with it is good for; 0 for no end
 */
record EventsRequest(List<Command.Subscribe> subscribes, EventsForm form, long expiresInNanos) {
  EventsRequest {
    subscribes = List.copyOf(subscribes);
  }
}
