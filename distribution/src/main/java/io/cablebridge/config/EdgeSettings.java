package io.cablebridge.config;

import static io.cablebridge.config.Setting.choice;
import static io.cablebridge.config.Setting.flag;

import io.cablebridge.http.tls.TlsConfig;
import java.util.List;

/** The keys under {@code http.} that concern the network in front: its edge, TLS, HTTP/2. */
final class EdgeSettings {
  private static final TlsConfig TLS = TlsConfig.defaults();

  static final Setting<Edge> EDGE = choice("http.edge", Edge.NONE);
  static final Setting<String> CERTIFICATE =
      new Setting<>("http.tls.certificate-file", Types.TEXT, TLS.certificateFile(), Forms.any());
  static final Setting<String> KEY =
      new Setting<>("http.tls.key-file", Types.TEXT, TLS.keyFile(), Forms.any());
  static final Setting<Boolean> HTTP2 = flag("http.http2", TLS.http2());

  static final List<Agreement> AGREEMENTS = List.of(EdgeSettings::usable);

  private EdgeSettings() {}

  static TlsConfig tls(Values values) {
    return new TlsConfig(values.get(CERTIFICATE), values.get(KEY), values.get(HTTP2));
  }

  private static void usable(Values values, List<Problem> problems) {
    TlsConfig tls = tls(values);
    if (tls.certificateFile().isEmpty() != tls.keyFile().isEmpty()) {
      Setting<String> given = tls.keyFile().isEmpty() ? CERTIFICATE : KEY;
      Setting<String> missing = tls.keyFile().isEmpty() ? KEY : CERTIFICATE;
      problems.add(
          new Problem(
              values.origin(given), given.key(), "is given, but there is no " + missing.key()));
    } else {
      tls.defect().ifPresent(defect -> problems.add(problem(values, defect)));
    }
  }

  private static Problem problem(Values values, TlsConfig.Defect defect) {
    Setting<String> file = defect.ofKey() ? KEY : CERTIFICATE;
    String message = "is " + Quoting.quote(values.get(file)) + ", which " + defect.message();
    return new Problem(values.origin(file), file.key(), message);
  }
}
