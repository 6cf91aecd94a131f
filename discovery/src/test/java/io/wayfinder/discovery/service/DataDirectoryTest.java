package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.service.DiscoveryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path temp;

    @Test
    void theSequenceNumberComesBack() throws IOException {
        Path fresh = temp.resolve("not/there/yet");
        try (DataDirectory directory = DataDirectory.open(fresh, CLOCK)) {
            assertEquals(0, directory.seq());
            directory.keepSeq(5);
            directory.keepSeq(-3);
        }
        try (DataDirectory directory = DataDirectory.open(fresh, CLOCK)) {
            assertEquals(-3, directory.seq(), "unsigned");
        }
    }

    @Test
    void theSequenceNumberNeverGoesBack() throws IOException {
        try (DataDirectory directory = DataDirectory.open(temp, CLOCK)) {
            directory.keepSeq(5);
            assertThrows(IllegalArgumentException.class, () -> directory.keepSeq(5));
            assertThrows(IllegalArgumentException.class, () -> directory.keepSeq(4));
        }
    }

    @Test
    void aSecondNodeIsRefusedInOneLineThatNamesTheDirectory() {
        DataDirectory first = DataDirectory.open(temp, CLOCK);
        DiscoveryException refused = assertThrows(DiscoveryException.class, () -> DataDirectory.open(temp, CLOCK));
        assertEquals(Reason.REFUSED, refused.reason());
        assertOneLineWith(refused, temp.toString());
        assertOneLineWith(refused, "in use");
        first.close();
        DataDirectory.open(temp, CLOCK).close();
    }

    @Test
    void aPathThatIsNoDirectoryIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "here");
        DiscoveryException refused = assertThrows(DiscoveryException.class, () -> DataDirectory.open(file, CLOCK));
        assertOneLineWith(refused, "not a directory");
        DiscoveryException below =
                assertThrows(DiscoveryException.class, () -> DataDirectory.open(file.resolve("below"), CLOCK));
        assertOneLineWith(below, file.toString());
    }

    @Test
    void anUnreadableSequenceNumberIsSetAside() throws IOException {
        Files.writeString(temp.resolve("seq"), "many");
        try (DataDirectory directory = DataDirectory.open(temp, CLOCK)) {
            assertEquals(0, directory.seq());
            directory.keepSeq(9);
        }
        try (var files = Files.list(temp)) {
            Path aside = files.filter(file -> file.toString().contains("seq.corrupt-"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("many", Files.readString(aside));
        }
    }

    @Test
    void nextSequenceNumberIsTheClockOrOneMore() {
        assertEquals(1_000, OwnRecord.nextSeq(0, 1_000));
        assertEquals(1_000, OwnRecord.nextSeq(999, 1_000));
        assertEquals(1_001, OwnRecord.nextSeq(1_000, 1_000));
        assertEquals(2_001, OwnRecord.nextSeq(2_000, 1_000));
        assertEquals(Long.MIN_VALUE, OwnRecord.nextSeq(Long.MAX_VALUE, 1_000));
        assertEquals(Long.MIN_VALUE + 1, OwnRecord.nextSeq(Long.MIN_VALUE, 1_000));
    }

    static void assertOneLineWith(Throwable failure, String words) {
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(words), message);
        assertFalse(message.contains("\n"), message);
    }
}
