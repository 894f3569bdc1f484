package io.cablebridge.admin.security;

import io.cablebridge.secret.Secret;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The viewer's password as programs have proved to know it: for each of the last 16 peers, its MAC
 * under a key of this process. Thread-safe.
 */
final class VerifiedPasswordCache {
  private static final int MOST = 16;

  private final Secret key = random();
  private final Map<String, Secret> byNetwork = new LinkedHashMap<>(MOST, 0.75f, true);

  synchronized void add(Peer peer, String password) {
    byNetwork.put(peer.network(), proof(password));
    if (byNetwork.size() > MOST) {
      byNetwork.remove(byNetwork.keySet().iterator().next());
    }
  }

  /** Whether this peer has proved anything, so that a guess of it might hit. */
  synchronized boolean know(Peer peer) {
    return byNetwork.containsKey(peer.network());
  }

  synchronized boolean hold(Peer peer, String password) {
    return proof(password).equals(byNetwork.getOrDefault(peer.network(), Secret.NONE));
  }

  private Secret proof(String password) {
    return Secret.of(key.sign(password));
  }

  private static Secret random() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return Secret.of(random);
  }
}
