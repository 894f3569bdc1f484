package io.cablebridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChannelNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"channel\":\"ChatChannel\"}|ChatChannel",
        " { \"room\" : {\"channel\":\"no\"} , \"channel\" : \"Chat\" }|Chat",
        "{\"channel\":\"\\u0043hat\",\"id\":[1,2]}|Chat",
        "{\"channel\":\"Chat\",\"id\":\"cut of|Chat"
      })
  void theMemberChannelIsTheName(String identifier, String name) {
    assertThat(ChannelName.of(identifier)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "chat", "{\"channel\":7}", "{\"id\":1}", "{\"channel\""})
  void otherTextNamesNoChannel(String identifier) {
    assertThat(ChannelName.of(identifier)).isEqualTo("?");
  }
}
