/** End-to-end tests of the shipped sample configurations for nginx, HAProxy and Caddy. */
@NullMarked
package io.cablebridge.e2e.proxy;

import org.jspecify.annotations.NullMarked;
