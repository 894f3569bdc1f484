package io.cablebridge.config;

import java.util.List;

/** What several settings must fulfil together, once each of them is right by itself. */
interface Agreement {

  /** Adds what is wrong, if anything is. */
  void check(Values values, List<Problem> problems);
}
