/**
 * The certificate and key of the public listener, read from PEM files and again when these change.
 * Depends on no other room. Start reading at {@link io.cablebridge.http.tls.TlsCertificate}.
 */
@NullMarked
package io.cablebridge.http.tls;

import org.jspecify.annotations.NullMarked;
