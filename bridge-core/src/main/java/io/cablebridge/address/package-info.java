/**
 * What a host is: literal addresses, networks, and names, as the resolver and browsers take them.
 * Depends on no other room. Start reading at {@link io.cablebridge.address.HostName} and {@link
 * io.cablebridge.address.IpAddress}.
 */
@NullMarked
package io.cablebridge.address;

import org.jspecify.annotations.NullMarked;
