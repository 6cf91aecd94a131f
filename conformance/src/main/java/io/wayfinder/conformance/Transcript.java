package io.wayfinder.conformance;

import java.util.ArrayList;
import java.util.List;

/** What was sent and seen in a case, with the milliseconds since its start; at most {@link #LINES_MAX} lines. */
final class Transcript {

    /** The load cases send thousands of packets; what matters in them stands at the start, and in the verdict. */
    private static final int LINES_MAX = 200;

    private final long startNs = System.nanoTime();
    private final List<String> lines = new ArrayList<>();
    private int leftOut;

    void sent(String what, int size) {
        add("-> %s (%d bytes)".formatted(what, size));
    }

    void seen(String what, int size) {
        add("<- %s (%d bytes)".formatted(what, size));
    }

    void note(String what) {
        add("   " + what);
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (leftOut > 0) {
            all.add(leftOut + " more lines");
        }
        return all;
    }

    private void add(String line) {
        if (lines.size() == LINES_MAX) {
            leftOut++;
            return;
        }
        lines.add("%6d ms %s".formatted((System.nanoTime() - startNs) / 1_000_000, line));
    }
}
