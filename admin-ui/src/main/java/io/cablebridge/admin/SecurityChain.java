package io.cablebridge.admin;

import io.cablebridge.admin.page.Templates;
import io.cablebridge.admin.security.AccessHandler;
import io.cablebridge.admin.security.Audit;
import io.cablebridge.admin.security.HostCheckHandler;
import io.cablebridge.admin.security.LoginHandler;
import io.cablebridge.admin.security.LoginSessions;
import io.cablebridge.admin.security.PasswordAuthenticator;
import io.cablebridge.admin.security.PasswordHash;
import io.cablebridge.admin.security.Role;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Handler;

/**
 * The handlers that every request passes before it reaches a page. One for the console; {@link
 * ConsoleServer} builds it.
 */
final class SecurityChain {
  private final AdminConfig config;
  private final OperatorAccess engine;
  private final PasswordAuthenticator passwords;
  private final LoginSessions logins;
  private final Audit audit = new Audit();

  SecurityChain(AdminConfig config, OperatorAccess engine, LongSupplier nanos) {
    this.config = config;
    this.engine = engine;
    this.passwords = new PasswordAuthenticator(passwords(config), nanos);
    this.logins = new LoginSessions(nanos);
  }

  Audit audit() {
    return audit;
  }

  /** Host check, then access, then login, then commands of operators, then the pages. */
  Handler before(Handler pages, Templates templates) {
    HostCheckHandler hostCheck =
        new HostCheckHandler(config.host(), config.hosts(), !config.isLoopback());
    AccessHandler access = new AccessHandler(config.isLoopback(), passwords, logins, audit);
    LoginHandler login = new LoginHandler(passwords, logins, audit, templates);
    ActionHandler actions = new ActionHandler(engine, audit);
    hostCheck.setHandler(access);
    access.setHandler(login);
    login.setHandler(actions);
    actions.setHandler(pages);
    return hostCheck;
  }

  private static Map<Role, PasswordHash> passwords(AdminConfig config) {
    Map<Role, PasswordHash> passwords = new EnumMap<>(Role.class);
    put(passwords, Role.OPERATOR, config.operatorPasswordHash());
    put(passwords, Role.VIEWER, config.viewerPasswordHash());
    return passwords;
  }

  private static void put(Map<Role, PasswordHash> passwords, Role role, Secret hash) {
    if (hash.isPresent()) {
      passwords.put(role, PasswordHash.parse(new String(hash.bytes(), StandardCharsets.UTF_8)));
    }
  }
}
