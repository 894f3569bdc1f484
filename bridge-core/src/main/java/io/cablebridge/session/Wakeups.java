package io.cablebridge.session;

/** Who reads a session, found under its lock and to be woken when no lock is held. Immutable. */
public final class Wakeups {
  /** For what nobody needs to be woken. */
  public static final Wakeups NOBODY = new Wakeups(new Attachment[0]);

  private final Attachment[] attachments;

  Wakeups(Attachment[] attachments) {
    this.attachments = attachments;
  }

  /** Wakes those that wait; whoever is busy looks again by himself. */
  public void wake() {
    wake(attachments);
  }

  static void wake(Attachment[] attachments) {
    for (Attachment reader : attachments) {
      reader.wake();
    }
  }
}
