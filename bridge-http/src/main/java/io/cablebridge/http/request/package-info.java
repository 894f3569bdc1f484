/**
 * What the headers of a request mean: the client behind trusted proxies, the Origin that may use
 * the API, and the headers that reach Rails. Depends on {@code http.exchange}, {@code http.tls} and
 * sessions. Start reading at {@link io.cablebridge.http.request.OriginPolicy} and {@link
 * io.cablebridge.http.request.HandshakeFactory}.
 */
@NullMarked
package io.cablebridge.http.request;

import org.jspecify.annotations.NullMarked;
