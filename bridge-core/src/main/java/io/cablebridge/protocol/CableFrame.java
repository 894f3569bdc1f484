package io.cablebridge.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What one text frame from Rails says (rails: {@code actioncable/lib/action_cable.rb} INTERNAL,
 * {@code connection/base.rb}). Immutable; made by {@link CableCodec}.
 */
public sealed interface CableFrame {

  /** {@code {"type":"welcome"}}: {@code connect} succeeded. */
  record Welcome() implements CableFrame {}

  /** {@code {"type":"ping","message":1795348861}}: every 3 s. */
  record Ping() implements CableFrame {}

  /** {@code {"identifier":"…","type":"confirm_subscription"}}. */
  record Confirm(JsonText identifier) implements CableFrame {}

  /** {@code {"identifier":"…","type":"reject_subscription"}}. */
  record Reject(JsonText identifier) implements CableFrame {}

  /** {@code {"identifier":"…","message":<any JSON>}}; its very bytes. */
  record Message(JsonText identifier, JsonText message) implements CableFrame {}

  /** {@code {"type":"disconnect","reason":"unauthorized","reconnect":false}}, then Rails closes. */
  record Disconnect(@Nullable String reason, boolean reconnect) implements CableFrame {}

  /** Bytes that are not UTF-8, which end the connection (RFC 6455 8.1). */
  record NotUtf8() implements CableFrame {}

  /** Anything else: counted and ignored. */
  record Unknown(String why) implements CableFrame {}
}
