package io.cablebridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The check agrees with the decoder of the JDK. */
class Utf8Test {

  private static boolean decodes(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void agreesOnEveryPairOfBytesAndWhatFollows() {
    byte[] text = new byte[4];
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        for (int rest : new int[] {0x80, 0xbf, 0x41, 0xc3}) {
          text[0] = (byte) first;
          text[1] = (byte) second;
          text[2] = (byte) rest;
          text[3] = (byte) (rest == 0xbf ? 0x80 : rest);
          assertThat(Utf8.isValid(text))
              .as("%x %x %x", first, second, rest)
              .isEqualTo(decodes(text));
        }
      }
    }
  }

  @Test
  void agreesOnTextsThatAreCutAndChanged() {
    Random random = new Random(7);
    byte[] whole = "a é € 😀 \ud7ff \ue000 \udbff\udfff z".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      if (text.length > 0 && random.nextBoolean()) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }
      assertThat(Utf8.isValid(text)).isEqualTo(decodes(text));
    }
  }

  @Test
  void aTextWithHalfAPairCannotBeEncoded() {
    for (String text :
        new String[] {"", "a", "é", "😀", "\ud83d", "\ude00", "\ude00\ud83d", "😀\ud83d"}) {
      assertThat(Utf8.canEncode(text))
          .isEqualTo(StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }
  }
}
