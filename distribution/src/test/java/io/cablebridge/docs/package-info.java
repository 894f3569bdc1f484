/**
 * Tests of the documentation: its links lead somewhere, and what it says of the protocol is what
 * the product does. Start reading at {@link io.cablebridge.docs.MarkdownPage}.
 */
@NullMarked
package io.cablebridge.docs;

import org.jspecify.annotations.NullMarked;
