package io.cablebridge.e2e.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One block of code of a page, where it stands and what it is in: {@code http} a request or its
 * answer, {@code sse} how the open stream goes on, {@code sh} a command, {@code text} what that
 * prints. In the first two a line indented by two blanks continues the one before it.
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

  /** What follows the empty line; empty if nothing does. */
  String body() {
    String[] parts = text.split("\n\n", 2);
    return parts.length == 2 ? parts[1] : "";
  }
}
