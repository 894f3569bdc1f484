package io.cablebridge.admin;

import io.cablebridge.admin.page.PageException;
import io.cablebridge.admin.page.Query;
import java.util.Set;

/**
 * One page of the console, which is also available as JSON.
 *
 * @param path without a trailing slash, with {@code /*} at the end if a name follows; empty for the
 *     overview
 * @param api the path of the JSON
 * @param template the template's name
 * @param parameters the allowed parameters of its address
 * @param answer builds its content
 */
record Page(String path, String api, String template, Set<String> parameters, Answer answer) {

  /** Builds the content of a page, the template's variable {@code view}. */
  interface Answer {
    /**
     * @param name the text after the path, without a slash; empty if there is none
     */
    Object of(Query query, String name) throws PageException;
  }
}
