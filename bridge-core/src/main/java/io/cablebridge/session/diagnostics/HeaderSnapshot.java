package io.cablebridge.session.diagnostics;

/** A header that goes to Rails, its value masked unless it is harmless. Both are hostile text. */
public record HeaderSnapshot(String name, String value) {}
