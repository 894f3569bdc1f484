/**
 * The endpoints through which a backend publishes to streams: {@code /_broadcast} and {@code
 * /api/publish}. Depends on {@code http.exchange}, {@code http.request} and the engine's streams.
 * Start reading at {@link io.cablebridge.http.publish.PublishHandler}.
 */
@NullMarked
package io.cablebridge.http.publish;

import org.jspecify.annotations.NullMarked;
