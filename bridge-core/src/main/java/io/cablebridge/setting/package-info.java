/**
 * Settings: how a config record declares them, how a value is read from text and written back. The
 * loader, the console, the shipped file and the reference are made from the declarations. Depends
 * on {@code secret}. Start reading at {@link io.cablebridge.setting.ConfigRecords}.
 */
@NullMarked
package io.cablebridge.setting;

import org.jspecify.annotations.NullMarked;
