package io.cablebridge.e2e.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One code block of a documentation page, with its line and language: {@code http} is a request or
 * its answer, {@code sse} the continuation of the open stream, {@code sh} a command, {@code text}
 * its output. In the first two a line indented by two blanks continues the line before.
 */
record PageExample(String language, int line, String text) {

  static List<PageExample> of(Path page) throws IOException {
    List<PageExample> examples = new ArrayList<>();
    List<String> lines = Files.readAllLines(page);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        String language = lines.get(i).substring(3);
        String text = String.join("\n", lines.subList(i + 1, end));
        boolean folded = language.equals("http") || language.equals("sse");
        examples.add(
            new PageExample(language, i + 1, folded ? text.replaceAll("\n {2}", "") : text));
        i = end;
      }
    }
    return examples;
  }

  boolean isAnswer() {
    return language.equals("http") && text.startsWith("HTTP/1.1 ");
  }

  /** The first line and the headers of a request or an answer. */
  List<String> head() {
    return text.split("\n\n", 2)[0].lines().toList();
  }

  /** The part after the empty line; empty if there is none. */
  String body() {
    String[] parts = text.split("\n\n", 2);
    return parts.length == 2 ? parts[1] : "";
  }
}
