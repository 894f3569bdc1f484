/**
 * The private door: the operator's console, on its own listener and server, apart from the public
 * one. It reads the engine through one supplier of snapshots and changes nothing.
 *
 * <p>Depends on {@code io.cablebridge.session} for the snapshots, on Jetty's servlet layer,
 * Thymeleaf and Jackson. Start reading at {@link io.cablebridge.admin.ConsoleServer}.
 */
@NullMarked
package io.cablebridge.admin;

import org.jspecify.annotations.NullMarked;
