package io.cablebridge.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The loops of a directed graph: its strongly connected components of two nodes and more, found by
 * Tarjan's algorithm (Depth-first search and linear graph algorithms, 1972).
 */
final class Loops {
  private final Map<String, ? extends Set<String>> edges;
  private final Map<String, Integer> low = new HashMap<>();
  private final Map<String, Integer> order = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final Set<String> onPath = new HashSet<>();
  private final List<Set<String>> found = new ArrayList<>();

  private Loops(Map<String, ? extends Set<String>> edges) {
    this.edges = edges;
  }

  /** Each loop as the sorted names of its nodes. */
  static List<Set<String>> of(Map<String, ? extends Set<String>> edges) {
    Loops loops = new Loops(edges);
    for (String node : edges.keySet()) {
      if (!loops.order.containsKey(node)) {
        loops.visit(node);
      }
    }
    return loops.found;
  }

  private void visit(String node) {
    int number = order.size();
    order.put(node, number);
    low.put(node, number);
    path.push(node);
    onPath.add(node);
    Set<String> next = edges.get(node);
    for (String other : next == null ? Set.<String>of() : next) {
      if (!order.containsKey(other)) {
        visit(other);
        low.merge(node, low.get(other), Math::min);
      } else if (onPath.contains(other)) {
        low.merge(node, order.get(other), Math::min);
      }
    }
    if (low.get(node) == number) {
      close(node);
    }
  }

  private void close(String root) {
    Set<String> loop = new TreeSet<>();
    String node;
    do {
      node = path.pop();
      onPath.remove(node);
      loop.add(node);
    } while (!node.equals(root));
    if (loop.size() > 1) {
      found.add(loop);
    }
  }
}
