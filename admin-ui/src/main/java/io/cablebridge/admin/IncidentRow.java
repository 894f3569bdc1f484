package io.cablebridge.admin;

import io.cablebridge.monitoring.Incident;

/**
 * Something that an operator should know of.
 *
 * @param severity {@code note}, {@code warning} or {@code alarm}
 */
public record IncidentRow(Moment at, String severity, String text) {

  static IncidentRow of(Incident incident) {
    return new IncidentRow(new Moment(incident.at()), incident.severity(), incident.text());
  }
}
