/**
 * The configuration of the program: reads its sources, reports all problems together, and builds
 * the config records of every module. Depends on {@code setting} and on those records. Start
 * reading at {@link io.cablebridge.config.ConfigLoader}; the settings are the components of {@link
 * io.cablebridge.config.BridgeConfig}.
 */
@NullMarked
package io.cablebridge.config;

import org.jspecify.annotations.NullMarked;
