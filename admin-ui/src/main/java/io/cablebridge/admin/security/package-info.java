/**
 * Access to the console: the handlers that every request passes before a page, passwords and their
 * throttle, logins, and the audit log. Depends on {@code secret} and, for the login form, on the
 * templates of {@code admin.page}. Start reading at {@link
 * io.cablebridge.admin.security.AccessHandler}.
 */
@NullMarked
package io.cablebridge.admin.security;

import org.jspecify.annotations.NullMarked;
