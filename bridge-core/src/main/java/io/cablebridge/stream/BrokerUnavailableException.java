package io.cablebridge.stream;

/** The broker cannot take a publication now; the same one may be taken later. */
public final class BrokerUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  public BrokerUnavailableException(String why, Throwable cause) {
    super(why, cause);
  }
}
