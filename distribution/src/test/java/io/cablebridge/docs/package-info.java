/**
 * Tests of the documentation: its links, and the plain English of all texts. Its examples are
 * tested in {@code io.cablebridge.e2e.examples}. Start reading at {@link
 * io.cablebridge.docs.LinksTest}.
 */
@NullMarked
package io.cablebridge.docs;

import org.jspecify.annotations.NullMarked;
