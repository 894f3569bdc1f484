package io.cablebridge.admin.page.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.admin.page.DurationText;
import io.cablebridge.session.DrainProgress;

/**
 * How far a drain has come.
 *
 * @param gone how many of those that lived at its begin are not there any more
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
