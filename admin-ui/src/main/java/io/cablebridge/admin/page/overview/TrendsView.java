package io.cablebridge.admin.page.overview;

import io.cablebridge.admin.page.NumberText;
import io.cablebridge.monitoring.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The last hour as columns for the chart library; all have the same length, oldest first.
 *
 * @param at seconds since 1970
 * @param received messages per second, like the next three columns
 * @param p50Millis null where nothing was delivered
 */
public record TrendsView(
    List<Long> at,
    List<Integer> sse,
    List<Integer> poll,
    List<Integer> none,
    List<Integer> open,
    List<Integer> connecting,
    List<Integer> reconnecting,
    List<@Nullable Double> received,
    List<@Nullable Double> delivered,
    List<@Nullable Double> dropped,
    List<@Nullable Double> gaps,
    List<@Nullable Double> p50Millis,
    List<@Nullable Double> p99Millis) {

  public static TrendsView of(List<Sample> trends) {
    return new TrendsView(
        trends.stream().map(sample -> sample.at().getEpochSecond()).toList(),
        counts(trends, Sample::sse),
        counts(trends, Sample::poll),
        counts(trends, Sample::none),
        counts(trends, Sample::open),
        counts(trends, Sample::connecting),
        counts(trends, Sample::reconnecting),
        numbers(trends, Sample::received),
        numbers(trends, Sample::delivered),
        numbers(trends, Sample::dropped),
        numbers(trends, Sample::gaps),
        numbers(trends, Sample::p50Millis),
        numbers(trends, Sample::p99Millis));
  }

  private static List<Integer> counts(List<Sample> trends, ToIntFunction<Sample> count) {
    return trends.stream().map(count::applyAsInt).toList();
  }

  private static List<@Nullable Double> numbers(
      List<Sample> trends, ToDoubleFunction<Sample> number) {
    List<@Nullable Double> numbers = new ArrayList<>(trends.size());
    trends.forEach(sample -> numbers.add(NumberText.finite(number.applyAsDouble(sample))));
    return numbers;
  }
}
