package io.cablebridge.config;

import static io.cablebridge.config.SecretSetting.secret;
import static io.cablebridge.config.Setting.flag;
import static io.cablebridge.config.Setting.size;
import static io.cablebridge.config.Setting.text;

import io.cablebridge.http.anycable.JwtConfig;
import io.cablebridge.http.publish.PublishConfig;
import java.util.List;

/** The keys under {@code publish.} and {@code jwt.}: who may publish, who is let in by a token. */
final class AccessSettings {
  private static final PublishConfig PUBLISHING = PublishConfig.defaults();
  private static final JwtConfig TOKENS = JwtConfig.defaults();

  static final SecretSetting PUBLISH_SECRET = secret("publish.secret");
  static final SecretSetting BROADCAST_KEY = secret("publish.broadcast-key");
  static final SecretSetting API_KEY = secret("publish.api-key");
  static final Setting<Integer> PUBLISH_MAX_BODY =
      size("publish.max-body", PUBLISHING.maxBody(), 1 << 10, 64 << 20);
  static final SecretSetting JWT_SECRET = secret("jwt.secret");
  static final Setting<String> JWT_PARAM = text("jwt.param", TOKENS.param(), Forms.TOKEN);
  static final Setting<Boolean> JWT_REQUIRED = flag("jwt.required", TOKENS.required());

  static final List<Setting<?>> ALL =
      List.of(
          PUBLISH_SECRET.value(),
          PUBLISH_SECRET.file(),
          BROADCAST_KEY.value(),
          BROADCAST_KEY.file(),
          API_KEY.value(),
          API_KEY.file(),
          PUBLISH_MAX_BODY,
          JWT_SECRET.value(),
          JWT_SECRET.file(),
          JWT_PARAM,
          JWT_REQUIRED);

  static final List<Agreement> AGREEMENTS =
      List.of(
          PUBLISH_SECRET,
          BROADCAST_KEY,
          API_KEY,
          JWT_SECRET,
          AccessSettings::requiredTokensHaveASecret);

  private AccessSettings() {}

  /** Without it nobody could come in. */
  private static void requiredTokensHaveASecret(Values values, List<Problem> problems) {
    if (values.get(JWT_REQUIRED) && !JWT_SECRET.get(values).isPresent()) {
      problems.add(
          new Problem(
              values.origin(JWT_REQUIRED),
              JWT_REQUIRED.key(),
              "is true, but there is no " + JWT_SECRET.value().key()));
    }
  }

  static PublishConfig publish(Values values) {
    return new PublishConfig(
        PUBLISH_SECRET.get(values),
        BROADCAST_KEY.get(values),
        API_KEY.get(values),
        values.get(PUBLISH_MAX_BODY));
  }

  static JwtConfig jwt(Values values) {
    return new JwtConfig(JWT_SECRET.get(values), values.get(JWT_PARAM), values.get(JWT_REQUIRED));
  }
}
