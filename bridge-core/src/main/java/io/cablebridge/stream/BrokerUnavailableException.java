package io.cablebridge.stream;

/** The broker cannot take a publication now. The publisher may try the same one later. */
public final class BrokerUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  public BrokerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
