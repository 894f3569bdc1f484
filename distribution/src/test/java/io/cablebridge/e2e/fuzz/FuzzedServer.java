package io.cablebridge.e2e.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One server under random requests, each on a connection of its own. Collects what no answer may
 * be: a status that is not documented, an answer that takes longer than two seconds, a stack trace.
 */
final class FuzzedServer {
  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] ([0-9]{3}) ");
  private static final int MAX_MILLIS = 2000;

  private final int port;
  private final List<String> faults = new CopyOnWriteArrayList<>();

  FuzzedServer(int port) {
    this.port = port;
  }

  /** What was wrong, with the seed and the number of the request. */
  List<String> faults() {
    return faults;
  }

  /** Sends requests one after the other; returns how many had each status, 0 for none. */
  Map<Integer, Integer> run(long seed, int requests, boolean console) {
    Map<Integer, Integer> statuses = new TreeMap<>();
    RequestGenerator generator = new RequestGenerator(seed, console, port);
    for (int number = 0; number < requests && faults.size() < 20; number++) {
      byte[] request = generator.next();
      String where = "seed " + seed + ", request " + number + ": " + printable(request);
      try {
        statuses.merge(exchange(request, where), 1, Integer::sum);
      } catch (IOException e) {
        faults.add(where + ": " + e);
      }
    }
    return statuses;
  }

  /**
   * Sends a request and the end of the connection, and reads to the end, or as far as an event
   * stream's head.
   */
  private int exchange(byte[] request, String where) throws IOException {
    long start = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(MAX_MILLIS);
      socket.setSoLinger(true, 0);
      String answer = answer(socket, request);
      long millis = (System.nanoTime() - start) / 1_000_000;
      Matcher status = STATUS.matcher(answer);
      int code = status.find() ? Integer.parseInt(status.group(1)) : 0;
      if (millis > MAX_MILLIS) {
        faults.add(where + ": " + millis + " ms, status " + code);
      }
      if (code >= 500 && code != 505 && !(code == 503 && answer.contains("Retry-After"))) {
        faults.add(where + ": status " + code);
      }
      if (answer.contains("\tat ") || answer.contains("Exception")) {
        faults.add(where + ": a stack trace");
      }
      return code;
    }
  }

  private static String answer(Socket socket, byte[] request) throws IOException {
    StringBuilder answer = new StringBuilder();
    try {
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        if (answer.indexOf("text/event-stream") >= 0) {
          return answer.toString();
        }
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // The server may reset a connection whose request it does not read to the end.
    }
    return answer.toString();
  }

  private static String printable(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return text.substring(0, Math.min(300, text.length())).replace("\r\n", "|");
  }
}
