package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.enr.Endpoint;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class KernelDropsTest {

    private static final String UDP = """
               sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
             9163: 0100007F:7693 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 28131 2 0000000000000000 12
             9164: 00000000:7693 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 28132 2 0000000000000000 99
            """;
    private static final String UDP6 = """
              sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
             916: 00000000000000000000000001000000:7693 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 28133 2 0000000000000000 30
            """;

    @TempDir
    Path proc;

    @Test
    @EnabledIf("isLittleEndian")
    void thoseOfOurSocketsAreAdded() throws IOException {
        Files.writeString(proc.resolve("udp"), UDP);
        assertEquals(OptionalLong.of(12), drops("127.0.0.1:30355", "[::1]:30355"));
        Files.writeString(proc.resolve("udp6"), UDP6);
        assertEquals(OptionalLong.of(42), drops("127.0.0.1:30355", "[::1]:30355"));
        assertEquals(OptionalLong.of(99), drops("0.0.0.0:30355"));
    }

    @Test
    void whatIsNotThereOrNotReadableIsUnknown() throws IOException {
        assertEquals(OptionalLong.empty(), drops("127.0.0.1:30355"));
        Files.writeString(proc.resolve("udp"), "0: 0100007F:7693 nonsense\n");
        assertEquals(OptionalLong.empty(), drops("127.0.0.1:30355"));
    }

    private OptionalLong drops(String... local) {
        return new KernelDrops(
                        proc, List.of(local).stream().map(Endpoint::parse).toList())
                .read();
    }

    static boolean isLittleEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }
}
