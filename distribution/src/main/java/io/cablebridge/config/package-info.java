/**
 * The configuration of the program: reads its sources, reports all problems together, and builds
 * the config records of every module. Depends on {@code setting} and on those records; the
 * console's list of settings is made here too. Start reading at {@link
 * io.cablebridge.config.ConfigLoader}; the settings are the components of {@link
 * io.cablebridge.config.BridgeConfig} and of the records in it.
 */
@NullMarked
package io.cablebridge.config;

import org.jspecify.annotations.NullMarked;
