/**
 * An end-to-end test that puts a marked secret into every input of the bridge and searches its
 * logs, metrics, pages and error bodies for them. Start reading at {@link
 * io.cablebridge.e2e.secrets.SecretsScanIT}.
 */
@NullMarked
package io.cablebridge.e2e.secrets;

import org.jspecify.annotations.NullMarked;
