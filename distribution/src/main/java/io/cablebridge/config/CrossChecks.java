package io.cablebridge.config;

import io.cablebridge.admin.AdminConfig;
import io.cablebridge.admin.security.PasswordHash;
import io.cablebridge.http.tls.TlsConfig;
import io.cablebridge.secret.Secret;
import io.cablebridge.setting.Quoting;
import io.cablebridge.setting.SecretFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The conditions that several settings must meet together. A condition is not checked if one of its
 * values could not be read: that would put the blame on the wrong setting.
 */
final class CrossChecks {
  private static final String CERTIFICATE = "http.tls.certificate-file";
  private static final String KEY = "http.tls.key-file";
  private static final String OPERATOR = "admin.operator-password-hash";
  private static final String VIEWER = "admin.viewer-password-hash";

  private final LoadedConfig loaded;
  private final Set<String> unreadable;
  private final List<Problem> problems = new ArrayList<>();

  private CrossChecks(LoadedConfig loaded, Set<String> unreadable) {
    this.loaded = loaded;
    this.unreadable = unreadable;
  }

  /**
   * @param unreadable the keys whose value is not the given one, because that is invalid
   */
  static List<Problem> of(LoadedConfig loaded, Set<String> unreadable) {
    CrossChecks checks = new CrossChecks(loaded, unreadable);
    loaded.values().forEach(checks::isNotAbove);
    loaded.values().forEach(checks::isTheOnlySource);
    checks.tlsFiles(loaded.config().http().tls());
    checks.requiredTokensHaveASecret();
    checks.isHash(OPERATOR, loaded.config().admin().operatorPasswordHash());
    checks.isHash(VIEWER, loaded.config().admin().viewerPasswordHash());
    checks.reachableConsoleHasAPassword(loaded.config().admin());
    return checks.problems;
  }

  /** The problem is reported where the later of the two values was given. */
  private void isNotAbove(ConfigValue<?> lower) {
    if (lower.key().notAbove().isEmpty()
        || !areReadable(lower.key().name(), lower.key().notAbove())) {
      return;
    }
    ConfigValue<?> upper = loaded.value(lower.key().notAbove());
    if (lower.isAbove(upper)) {
      String message =
          "is "
              + withOrigin(lower)
              + ", but must not exceed "
              + upper.key().name()
              + ", which is "
              + withOrigin(upper);
      String origin = lower.isDefault() ? upper.origin() : lower.origin();
      problems.add(new Problem(origin, lower.key().name(), message));
    }
  }

  private static String withOrigin(ConfigValue<?> value) {
    return value.text() + " (" + value.origin() + ")";
  }

  private boolean areReadable(String... keys) {
    return Stream.of(keys).noneMatch(unreadable::contains);
  }

  private boolean isReadableSecret(String key) {
    return areReadable(key, key + SecretFile.KEY_ENDING);
  }

  private void isTheOnlySource(ConfigValue<?> file) {
    if (file.value() instanceof SecretFile read && read.secret().isPresent()) {
      String name = file.key().name();
      ConfigValue<?> direct =
          loaded.value(name.substring(0, name.length() - SecretFile.KEY_ENDING.length()));
      if (!direct.value().equals(Secret.NONE)) {
        problem(
            name,
            "is given, but so is "
                + direct.key().name()
                + " ("
                + direct.origin()
                + "): give one of them");
      }
    }
  }

  private void tlsFiles(TlsConfig tls) {
    if (!areReadable(CERTIFICATE, KEY)) {
      return;
    }
    if (tls.certificateFile().isEmpty() != tls.keyFile().isEmpty()) {
      String given = tls.keyFile().isEmpty() ? CERTIFICATE : KEY;
      String missing = tls.keyFile().isEmpty() ? KEY : CERTIFICATE;
      problem(given, "is given, but there is no " + missing);
    } else {
      tls.defect()
          .ifPresent(
              defect -> {
                String file = defect.isOfKey() ? tls.keyFile() : tls.certificateFile();
                problem(
                    defect.isOfKey() ? KEY : CERTIFICATE,
                    "is " + Quoting.quote(file) + ", which " + defect.getMessage());
              });
    }
  }

  /** Without the secret the bridge would refuse every client. */
  private void requiredTokensHaveASecret() {
    if (loaded.config().jwt().required()
        && !loaded.config().jwt().secret().isPresent()
        && areReadable("jwt.required")
        && isReadableSecret("jwt.secret")) {
      problem("jwt.required", "is true, but there is no jwt.secret");
    }
  }

  /** A password in place of its hash would be readable for every reader of the file. */
  private void isHash(String key, Secret secret) {
    if (!secret.isPresent() || !isReadableSecret(key)) {
      return;
    }
    boolean direct = !loaded.value(key).value().equals(Secret.NONE);
    String given = direct ? key : key + SecretFile.KEY_ENDING;
    try {
      PasswordHash hash = PasswordHash.parse(new String(secret.bytes(), StandardCharsets.UTF_8));
      if (hash.iterations() < PasswordHash.MIN_ITERATIONS) {
        problem(given, "has fewer than " + PasswordHash.MIN_ITERATIONS + " iterations");
      }
    } catch (IllegalArgumentException e) {
      problem(given, e.getMessage() + "; make one with bin/cable-bridge hash-password");
    }
  }

  private void reachableConsoleHasAPassword(AdminConfig admin) {
    if (admin.enabled()
        && !admin.isLoopback()
        && !admin.hasPassword()
        && areReadable("admin.enabled", "admin.host")
        && isReadableSecret(OPERATOR)
        && isReadableSecret(VIEWER)) {
      problem(
          "admin.host",
          "is "
              + Quoting.quote(admin.host())
              + ", which other machines can reach, so a password is required: set "
              + OPERATOR
              + " or "
              + VIEWER);
    }
  }

  private void problem(String key, String message) {
    problems.add(new Problem(loaded.value(key).origin(), key, message));
  }
}
