package io.cablebridge.admin;

import io.cablebridge.admin.security.Routes;
import io.cablebridge.engine.OperatorAccess;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A command of the operator, read from the address of a POST: {@code /sessions/k3f9/end}, {@code
 * /sessions/k3f9/reconnect} or {@code /drain}.
 *
 * @param action {@code end}, {@code reconnect} or {@code drain}
 * @param session the short id, empty for {@code drain}; hostile text
 */
record OperatorCommand(String action, String session) {
  /** Null if the path is not a command. */
  static @Nullable OperatorCommand at(String path) {
    if (path.equals(Routes.DRAIN)) {
      return new OperatorCommand("drain", "");
    }
    Matcher matcher = Routes.SESSION_COMMAND.matcher(path);
    return matcher.matches()
        ? new OperatorCommand(matcher.group(2), decoded(matcher.group(1)))
        : null;
  }

  /** Executes it; false if there is no such session. */
  boolean execute(OperatorAccess engine) {
    return switch (action) {
      case "end" -> engine.end(session);
      case "reconnect" -> engine.reconnect(session);
      default -> {
        engine.beginDrain();
        yield true;
      }
    };
  }

  /** The page that shows the result. */
  String next() {
    return action.equals("drain") ? "/" : "/sessions";
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
