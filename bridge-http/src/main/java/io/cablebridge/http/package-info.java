/**
 * The public server: one Jetty server for the session API, AnyCable's endpoints and the health
 * checks. Depends on every other room of {@code http} and, of the engine, on sessions, streams and
 * health. Start reading at {@link io.cablebridge.http.PublicServer} for what runs, and at {@link
 * io.cablebridge.http.BridgeHandler} for the way of a request.
 */
@NullMarked
package io.cablebridge.http;

import org.jspecify.annotations.NullMarked;
