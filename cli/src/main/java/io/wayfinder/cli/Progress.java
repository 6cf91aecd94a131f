package io.wayfinder.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long work is getting on: on a terminal one line of stderr that is written over, elsewhere nothing.
 * Thread-safe, since the log writes through {@link #logStream} while the line stands.
 */
final class Progress implements AutoCloseable {

    static final long EVERY_MS = 500;

    private static final String ERASE = "\r\u001b[K";

    private final Console console;
    private final boolean shown;
    private final LongSupplier nanoTime;
    private long shownNanos;
    private String line = "";

    Progress(Console console) {
        this(console, System::nanoTime);
    }

    Progress(Console console, LongSupplier nanoTime) {
        this.console = console;
        this.shown = console.colours();
        this.nanoTime = nanoTime;
        this.shownNanos = nanoTime.getAsLong();
    }

    boolean isShown() {
        return shown;
    }

    /** Replaces the line. */
    synchronized void show(String text) {
        if (shown && !text.equals(line)) {
            line = text;
            console.err().print(ERASE + text);
            console.err().flush();
        }
    }

    /** The same for work that has news all the time, which is told of every {@link #EVERY_MS}. */
    synchronized void showIfDue(Supplier<String> text) {
        long nowNanos = nanoTime.getAsLong();
        if (shown && nowNanos - shownNanos >= EVERY_MS * 1_000_000) {
            shownNanos = nowNanos;
            show(text.get());
        }
    }

    /** A stream for the log that leaves the line whole. */
    OutputStream logStream() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                synchronized (Progress.this) {
                    erase();
                    console.err().write(bytes, offset, length);
                    redraw();
                }
            }
        };
    }

    /** Takes the line away. */
    synchronized void clear() {
        erase();
        line = "";
        console.err().flush();
    }

    @Override
    public void close() {
        clear();
    }

    private void erase() {
        if (!line.isEmpty()) {
            console.err().print(ERASE);
        }
    }

    private void redraw() {
        if (!line.isEmpty()) {
            console.err().print(line);
        }
        console.err().flush();
    }
}
