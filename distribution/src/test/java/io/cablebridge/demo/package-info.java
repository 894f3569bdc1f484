/** Tests of the demo's Action Cable server and of the handler of its pages, on real sockets. */
@NullMarked
package io.cablebridge.demo;

import org.jspecify.annotations.NullMarked;
