package io.cablebridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cablebridge.http.TcpTable.Ends;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the rows of Linux' tables of TCP connections; port 8080 is 1F90. */
class TcpTableTest {
  private static final String HEADING =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode                                                     \n";

  @TempDir private Path folder;

  @BeforeEach
  void theRowsHaveTheByteOrderOfMostProcessors() {
    assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
        "the rows of this test are those of a little-endian processor");
  }

  private Set<Ends> retransmitting(String... rows) throws Exception {
    Path file = folder.resolve("tcp");
    Files.writeString(file, HEADING + String.join("", rows));
    return new TcpTable(List.of(file, folder.resolve("missing"))).retransmitting(8080);
  }

  private static String row(String ends, String state, String queues, String retransmits) {
    return "   1: %s %s %s 01:00000A3C %s     0        0 12345 2 00000000f0b8ed6a 20 4 30 10 -1\n"
        .formatted(ends, state, queues, retransmits);
  }

  @Test
  void findsWhatIsSentAgain() throws Exception {
    assertThat(
            retransmitting(
                row("0109630A:1F90 0209630A:D2F4", "01", "00000003:00000000", "00000005")))
        .containsExactly(ends("10.99.9.1", "10.99.9.2", 0xD2F4));
  }

  @Test
  void findsItInRowsOfSixDigitsAndOfIPv6() throws Exception {
    String mapped = "0000000000000000FFFF00000109630A:1F90 0000000000000000FFFF00000209630A:D2F4";
    String real = "000080FE00000000FF005450B6AD1DFE:1F90 000080FE00000000FF005450B6AD1D01:0001";
    assertThat(
            retransmitting(
                row(mapped, "01", "00000003:00000000", "00000001").replace("   1:", "123456:"),
                row(real, "01", "00000003:00000000", "0000000F")))
        .containsExactlyInAnyOrder(
            ends("10.99.9.1", "10.99.9.2", 0xD2F4),
            ends("fe80::5054:ff:fe1d:adb6", "fe80::5054:ff:11d:adb6", 1));
  }

  @Test
  void ignoresOtherRows() throws Exception {
    String ends = "0109630A:1F90 0209630A:D2F4";
    assertThat(
            retransmitting(
                row(ends, "01", "00000000:00000000", "00000005"),
                row(ends, "01", "00000003:00000000", "00000000"),
                row(ends, "0A", "00000003:00000000", "00000005"),
                row("0109630A:1F91 0209630A:D2F4", "01", "00000003:00000000", "00000005"),
                "\n",
                "nonsense: :::\n",
                "1: 0109630A:1F90 0209630A:D2F4 01\n",
                "x".repeat(2000) + "\n"))
        .isEmpty();
  }

  @Test
  void thisSystemsTablesCanBeRead() {
    assertThat(TcpTable.ofThisSystem().retransmitting(1)).isEmpty();
  }

  private static Ends ends(String local, String remote, int port) throws Exception {
    return new Ends(
        new InetSocketAddress(InetAddress.getByName(local), 8080),
        new InetSocketAddress(InetAddress.getByName(remote), port));
  }
}
