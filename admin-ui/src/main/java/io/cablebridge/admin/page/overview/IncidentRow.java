package io.cablebridge.admin.page.overview;

import io.cablebridge.admin.page.Timestamp;
import io.cablebridge.monitoring.Incident;

/**
 * One incident.
 *
 * @param severity {@code note}, {@code warning} or {@code alarm}
 */
public record IncidentRow(Timestamp at, String severity, String text) {

  static IncidentRow of(Incident incident) {
    return new IncidentRow(
        new Timestamp(incident.at()), incident.severity().text(), incident.text());
  }
}
