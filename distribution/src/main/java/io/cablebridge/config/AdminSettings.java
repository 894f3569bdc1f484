package io.cablebridge.config;

import static io.cablebridge.config.SecretSetting.secret;
import static io.cablebridge.config.Setting.flag;
import static io.cablebridge.config.Setting.list;
import static io.cablebridge.config.Setting.number;
import static io.cablebridge.config.Setting.text;

import io.cablebridge.admin.AdminConfig;
import io.cablebridge.admin.security.PasswordHash;
import io.cablebridge.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The keys under {@code admin.} */
final class AdminSettings {
  private static final AdminConfig ADMIN = AdminConfig.defaults();

  static final Setting<Boolean> ENABLED = flag("admin.enabled", ADMIN.enabled());
  static final Setting<String> HOST = text("admin.host", ADMIN.host(), Forms.BIND_HOST);
  static final Setting<Integer> PORT = number("admin.port", ADMIN.port(), 0, 65_535);
  static final SecretSetting OPERATOR = secret("admin.operator-password-hash");
  static final SecretSetting VIEWER = secret("admin.viewer-password-hash");
  static final Setting<List<String>> HOSTS = list("admin.hosts", ADMIN.hosts(), Forms.HOST);

  static final List<Setting<?>> ALL =
      List.of(
          ENABLED,
          HOST,
          PORT,
          OPERATOR.value(),
          OPERATOR.file(),
          VIEWER.value(),
          VIEWER.file(),
          HOSTS);

  static final List<Agreement> AGREEMENTS =
      List.of(
          OPERATOR,
          VIEWER,
          (values, problems) -> isHash(OPERATOR, values, problems),
          (values, problems) -> isHash(VIEWER, values, problems),
          AdminSettings::strangersNeedAPassword);

  private AdminSettings() {}

  /** A password itself in the place of its hash would lie about for everybody to read. */
  private static void isHash(SecretSetting setting, Values values, List<Problem> problems) {
    Secret secret = setting.get(values);
    if (!secret.isPresent()) {
      return;
    }
    Setting<?> given = values.get(setting.value()).isPresent() ? setting.value() : setting.file();
    try {
      PasswordHash hash = PasswordHash.parse(new String(secret.bytes(), StandardCharsets.UTF_8));
      if (hash.iterations() < PasswordHash.FEWEST_ITERATIONS) {
        problems.add(
            new Problem(
                values.origin(given),
                given.key(),
                "has fewer than " + PasswordHash.FEWEST_ITERATIONS + " iterations"));
      }
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem(
              values.origin(given),
              given.key(),
              e.getMessage() + "; make one with bin/cable-bridge hash-password"));
    }
  }

  private static void strangersNeedAPassword(Values values, List<Problem> problems) {
    AdminConfig admin = admin(values);
    if (admin.enabled() && !admin.isLoopback() && !admin.hasPassword()) {
      problems.add(
          new Problem(
              values.origin(HOST),
              HOST.key(),
              "is %s, where others than this machine can come from, but there is no %s and no %s"
                  .formatted(
                      Quoting.quote(values.get(HOST)),
                      OPERATOR.value().key(),
                      VIEWER.value().key())));
    }
  }

  static AdminConfig admin(Values values) {
    return new AdminConfig(
        values.get(ENABLED),
        values.get(HOST),
        values.get(PORT),
        OPERATOR.get(values),
        VIEWER.get(values),
        values.get(HOSTS));
  }
}
