package io.cablebridge.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The tests' response reader finds the end of a body. */
final class RawResponseTest {

  private static RawResponse reading(String headers, String body) throws IOException {
    String answer = "HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body;
    return RawResponse.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void chunksArePutTogether() throws IOException {
    RawResponse response =
        reading(
            "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\nmore");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("abc0123456789");
  }

  @Test
  void aBodyOfKnownLengthEndsThere() throws IOException {
    assertThat(reading("content-length: 2\r\n", "abc").text()).isEqualTo("ab");
  }

  @Test
  void aBodyWithoutLengthEndsWithTheConnection() throws IOException {
    assertThat(reading("", "abc").text()).isEqualTo("abc");
  }

  @Test
  void aBodyThatIsCutIsAnError() throws IOException {
    RawResponse known = reading("Content-Length: 5\r\n", "abc");
    RawResponse chunked = reading("Transfer-Encoding: chunked\r\n", "5\r\nabc");

    assertThatThrownBy(known::text).isInstanceOf(EOFException.class);
    assertThatThrownBy(chunked::text).isInstanceOf(EOFException.class);
  }
}
