package io.cablebridge.session.command;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one command of a POST.
 *
 * @param chanId of the subscription it is about; null when there is none
 * @param error a code, or null when the command was accepted
 */
public record Reply(@Nullable String chanId, @Nullable String error) {}
