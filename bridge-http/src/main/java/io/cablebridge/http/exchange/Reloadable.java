package io.cablebridge.http.exchange;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * A configuration that a reload replaces: what a reload may change is read from here each time. One
 * for each kind of configuration and process, thread-safe.
 */
@Singleton
public final class Reloadable<C> {
  private volatile C current;

  @Inject
  public Reloadable(C first) {
    this.current = first;
  }

  public C get() {
    return current;
  }

  public void set(C newer) {
    current = newer;
  }
}
