package io.cablebridge.admin.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.secret.Secret;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The passwords that programs have sent correctly: for each of the last 16 peers, the MAC of the
 * viewer's password under a key of this process. Thread-safe.
 */
final class VerifiedPasswordCache {
  private static final int MAX_PEERS = 16;

  private final Secret key = random();

  @GuardedBy("this")
  private final Map<String, Secret> byNetwork = new LinkedHashMap<>(MAX_PEERS, 0.75f, true);

  synchronized void add(Peer peer, String password) {
    byNetwork.put(peer.network(), mac(password));
    if (byNetwork.size() > MAX_PEERS) {
      byNetwork.remove(byNetwork.keySet().iterator().next());
    }
  }

  /** Whether a password of this peer was verified before. */
  synchronized boolean contains(Peer peer) {
    return byNetwork.containsKey(peer.network());
  }

  synchronized boolean matches(Peer peer, String password) {
    return mac(password).equals(byNetwork.getOrDefault(peer.network(), Secret.NONE));
  }

  private Secret mac(String password) {
    return Secret.of(key.sign(password));
  }

  private static Secret random() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return Secret.of(random);
  }
}
