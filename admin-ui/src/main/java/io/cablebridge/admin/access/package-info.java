/**
 * Who may see the console and who may act: passwords, who has signed in, how often one may try, and
 * the record of what was done. It knows nothing of HTTP; the handlers of {@code
 * io.cablebridge.admin} ask it. Start reading at {@link io.cablebridge.admin.access.Doorkeeper}.
 */
@NullMarked
package io.cablebridge.admin.access;

import org.jspecify.annotations.NullMarked;
