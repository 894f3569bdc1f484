package io.cablebridge.admin;

import io.cablebridge.admin.access.Audit;
import io.cablebridge.admin.access.Doorkeeper;
import io.cablebridge.admin.access.PasswordHash;
import io.cablebridge.admin.access.Role;
import io.cablebridge.admin.access.SignIns;
import io.cablebridge.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Handler;

/** All that a request passes before it comes to a page, in its order; made once by the console. */
final class Entrance {
  private final AdminConfig config;
  private final Actions actions;
  private final Doorkeeper doorkeeper;
  private final SignIns signIns;
  private final Audit audit = new Audit();

  Entrance(AdminConfig config, Actions actions, LongSupplier nanos) {
    this.config = config;
    this.actions = actions;
    this.doorkeeper = new Doorkeeper(passwords(config), nanos);
    this.signIns = new SignIns(nanos);
  }

  Audit audit() {
    return audit;
  }

  /** The gate, then who may read, then logins, then what operators do, then the pages. */
  Handler before(Handler pages, Templates templates) {
    GateHandler gate = new GateHandler(config);
    AccessHandler access = new AccessHandler(config.isLoopback(), doorkeeper, signIns, audit);
    SignInHandler login = new SignInHandler(doorkeeper, signIns, audit, new LoginPage(templates));
    ActionHandler acting = new ActionHandler(actions, signIns, audit);
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
