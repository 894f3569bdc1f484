package io.cablebridge.admin;

import io.cablebridge.admin.page.PageException;
import io.cablebridge.admin.page.Query;
import java.util.Set;

/**
 * One page of the console, which is answered as JSON too.
 *
 * @param path without a trailing slash, {@code /*} at the end if a name follows; the overview's is
 *     empty
 * @param api where the same is JSON
 * @param template its name
 * @param parameters that its address may have
 * @param answer makes what it shows
 */
record Page(String path, String api, String template, Set<String> parameters, Answer answer) {

  /** Makes what a page shows, the template's variable {@code view}. */
  interface Answer {
    /**
     * @param name what follows the path, without a slash; empty if nothing does
     */
    Object of(Query query, String name) throws PageException;
  }
}
