/** The program: its command line and how its parts are put together. */
@NullMarked
package io.cablebridge;

import org.jspecify.annotations.NullMarked;
