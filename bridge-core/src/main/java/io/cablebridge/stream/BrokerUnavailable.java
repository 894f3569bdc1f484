package io.cablebridge.stream;

/** The broker cannot take a publication now; the same one may be taken later. */
public final class BrokerUnavailable extends Exception {
  private static final long serialVersionUID = 1;

  public BrokerUnavailable(String why, Throwable cause) {
    super(why, cause);
  }
}
