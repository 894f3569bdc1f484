/**
 * One HTTP request and its response: reading a body without blocking, writing an answer, and the
 * catalogue of errors. The bottom of this module: it depends on the values of sessions and protocol
 * only. Start reading at {@link io.cablebridge.http.exchange.Exchange}.
 */
@NullMarked
package io.cablebridge.http.exchange;

import org.jspecify.annotations.NullMarked;
