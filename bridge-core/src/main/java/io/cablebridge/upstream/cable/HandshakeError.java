package io.cablebridge.upstream.cable;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

/** Why a handshake with Rails failed, in words for an operator; no text of the other side. */
final class HandshakeError {

  private HandshakeError() {}

  /**
   * @param status of the answer; 0 without one
   */
  static String text(int status, Throwable failure) {
    if (status > 0) {
      return "the answer has the status " + status + " and is no WebSocket";
    }
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return "the host name is unknown";
    } else if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
      return "no answer in time";
    } else if (cause instanceof EOFException || cause instanceof ClosedChannelException) {
      return "the connection was closed before the answer";
    }
    return cause instanceof ConnectException
        ? "the connection was refused"
        : cause.getClass().getSimpleName();
  }
}
