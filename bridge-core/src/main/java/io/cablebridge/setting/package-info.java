/**
 * Settings: how a config record declares them, how a value is read from text and written back. A
 * record component with {@link io.cablebridge.setting.Setting} and {@link
 * io.cablebridge.setting.Description} is the whole declaration of a setting; the loader, the
 * console, the shipped file and the reference are made from it. Depends on the JDK and on {@code
 * secret}. Start reading at {@link io.cablebridge.setting.ConfigRecords}.
 */
@NullMarked
package io.cablebridge.setting;

import org.jspecify.annotations.NullMarked;
