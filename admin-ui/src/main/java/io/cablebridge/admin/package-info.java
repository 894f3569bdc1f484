/**
 * The private door: the operator's console, on its own listener and server, apart from the public
 * one. It reads the engine through suppliers of snapshots, and changes it only by what is handed to
 * it as {@link io.cablebridge.admin.Actions}, on an operator's word.
 *
 * <p>Depends on {@code io.cablebridge.session} for the snapshots, on {@code
 * io.cablebridge.admin.access} for who may do what, on Jetty's servlet layer, Thymeleaf and
 * Jackson. Start reading at {@link io.cablebridge.admin.ConsoleServer}.
 */
@NullMarked
package io.cablebridge.admin;

import org.jspecify.annotations.NullMarked;
