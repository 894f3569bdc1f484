package io.cablebridge.admin.page.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.admin.page.DurationText;
import io.cablebridge.session.DrainProgress;

/**
 * The progress of a drain.
 *
 * @param gone sessions of its beginning that no longer live
 */
public record DrainView(
    boolean draining,
    int sessionsAtBegin,
    int sessionsLeft,
    int gone,
    @JsonProperty("elapsed_seconds") DurationText elapsed,
    @JsonProperty("limit_seconds") DurationText limit) {

  static DrainView of(DrainProgress progress) {
    return new DrainView(
        progress.draining(),
        progress.sessionsAtBegin(),
        progress.sessionsLeft(),
        Math.max(0, progress.sessionsAtBegin() - progress.sessionsLeft()),
        DurationText.of(progress.elapsed()),
        DurationText.of(progress.limit()));
  }
}
