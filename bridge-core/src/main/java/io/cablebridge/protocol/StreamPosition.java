package io.cablebridge.protocol;

/**
 * Where a reader of one stream is: the number of the last message it has, and in which numbering.
 * On the wire {@code <offset>/<epoch>/<stream>}, as AnyCable writes it.
 *
 * @param offset 1, 2, 3 … within one epoch
 * @param epoch opaque to clients, without a slash; another one proves nothing about offsets
 */
public record StreamPosition(long offset, String epoch) {
  /** No epoch contains it. */
  private static final String MARK = ".";

  /** The same position, and the name of a moment that only one bridge can prove. */
  public StreamPosition marked(String mark) {
    return new StreamPosition(offset, shared().epoch() + MARK + mark);
  }

  /** Whether it has this mark. */
  public boolean isMarked(String mark) {
    return epoch.endsWith(MARK + mark);
  }

  /** The same position without a mark: the form that all bridges share. */
  public StreamPosition shared() {
    int mark = epoch.indexOf(MARK);
    return mark < 0 ? this : new StreamPosition(offset, epoch.substring(0, mark));
  }
}
