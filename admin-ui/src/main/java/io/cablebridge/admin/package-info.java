/**
 * The operator's console: a server of its own on a private port, its routes and its error pages.
 * Depends on the rooms below it and on the engine; only {@link io.cablebridge.admin.ConsoleServer}
 * and {@link io.cablebridge.admin.AdminConfig} are used from outside. Start reading at {@link
 * io.cablebridge.admin.ConsoleServer}.
 */
@NullMarked
package io.cablebridge.admin;

import org.jspecify.annotations.NullMarked;
