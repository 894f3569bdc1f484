/** The public door: the session API over HTTP. */
@NullMarked
package io.cablebridge.http;

import org.jspecify.annotations.NullMarked;
