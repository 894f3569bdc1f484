package io.cablebridge.config;

import io.cablebridge.secret.Secret;
import java.util.List;

/**
 * A secret that is given either itself, {@code x.secret}, or in a file, {@code x.secret-file}.
 *
 * @param value the setting of the secret
 * @param file the setting of the file
 */
record SecretSetting(Setting<Secret> value, Setting<SecretFile> file) implements Agreement {

  static SecretSetting secret(String key) {
    return new SecretSetting(
        new Setting<>(key, Types.SECRET, Secret.NONE, Forms.any()),
        new Setting<>(key + "-file", SecretFile.TYPE, SecretFile.NONE, Forms.any()));
  }

  Secret get(Values values) {
    Secret given = values.get(value);
    return given.isPresent() ? given : values.get(file).secret();
  }

  @Override
  public void check(Values values, List<Problem> problems) {
    if (values.get(value).isPresent() && values.get(file).secret().isPresent()) {
      String message =
          "is given, but so is %s (%s): give one of them"
              .formatted(value.key(), values.origin(value));
      problems.add(new Problem(values.origin(file), file.key(), message));
    }
  }
}
