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

/** All that a request passes before it comes to a page, in its order; made once by the console. */
final class SecurityChain {
  private final AdminConfig config;
  private final OperatorAccess engine;
  private final PasswordAuthenticator doorkeeper;
  private final LoginSessions signIns;
  private final Audit audit = new Audit();

  SecurityChain(AdminConfig config, OperatorAccess engine, LongSupplier nanos) {
    this.config = config;
    this.engine = engine;
    this.doorkeeper = new PasswordAuthenticator(passwords(config), nanos);
    this.signIns = new LoginSessions(nanos);
  }

  Audit audit() {
    return audit;
  }

  /** The gate, then who may read, then logins, then what operators do, then the pages. */
  Handler before(Handler pages, Templates templates) {
    HostCheckHandler gate =
        new HostCheckHandler(config.host(), config.hosts(), !config.isLoopback());
    AccessHandler access = new AccessHandler(config.isLoopback(), doorkeeper, signIns, audit);
    LoginHandler login = new LoginHandler(doorkeeper, signIns, audit, templates);
    ActionHandler acting = new ActionHandler(engine, signIns, audit);
    gate.setHandler(access);
    access.setHandler(login);
    login.setHandler(acting);
    acting.setHandler(pages);
    return gate;
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
