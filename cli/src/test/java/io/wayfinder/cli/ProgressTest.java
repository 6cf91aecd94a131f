package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean terminal, Map<String, String> environment) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Console(new ByteArrayInputStream(new byte[0]), stream, stream, environment, terminal, terminal);
    }

    private String written() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void progressIsOneLineWrittenOver() {
        try (Progress progress = new Progress(console(true, Map.of()))) {
            progress.show("1 of 2");
            progress.show("2 of 2");
        }
        assertEquals("\r\u001b[K1 of 2\r\u001b[K2 of 2\r\u001b[K", written());
    }

    @Test
    void newsThatComesAllTheTimeIsShownTwiceASecond() {
        AtomicLong nanos = new AtomicLong(-7);
        try (Progress progress = new Progress(console(true, Map.of()), nanos::get)) {
            for (int i = 0; i <= 12; i++) {
                String news = i * 100 + " ms";
                progress.showIfDue(() -> news);
                nanos.addAndGet(100_000_000);
            }
        }
        assertEquals("\r\u001b[K500 ms\r\u001b[K1000 ms\r\u001b[K", written());
    }

    @Test
    void logLinesDoNotBreakIt() throws IOException {
        Progress progress = new Progress(console(true, Map.of()));
        progress.show("half");
        progress.logStream().write("a line\n".getBytes(StandardCharsets.UTF_8));
        assertEquals("\r\u001b[Khalf\r\u001b[Ka line\nhalf", written());
    }

    @Test
    void nothingIsShownWhereNobodyLooksOrNoColourIsWanted() {
        for (Console console : new Console[] {console(false, Map.of()), console(true, Map.of("NO_COLOR", "1"))}) {
            try (Progress progress = new Progress(console)) {
                progress.show("half");
            }
        }
        assertEquals("", written());
    }

    @Test
    void tableColumnsAreAligned() {
        new Table("A", "LONG")
                .row("wide cell", "x")
                .row("y", "z")
                .print(console(false, Map.of()).out());
        assertEquals("A          LONG\nwide cell  x\ny          z\n", written().replace("\r\n", "\n"));
        assertThrows(IllegalArgumentException.class, () -> new Table("A").row("a", "b"));
        assertTrue(written().lines().noneMatch(line -> line.endsWith(" ")));
    }
}
