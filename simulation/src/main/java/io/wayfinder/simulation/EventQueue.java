package io.wayfinder.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen, in order of (time, when it was added): a heap over arrays, since a run takes out tens of millions.
 * Unbounded by itself: it holds what is on its way and one timer a host.
 */
final class EventQueue {

    /** Children of an entry: four keep the heap flat, and lie beside each other. */
    private static final int FANOUT = 4;

    private static final int CAPACITY_START = 1_024;

    private long[] atUs = new long[CAPACITY_START];
    private long[] sequences = new long[CAPACITY_START];
    private @Nullable Runnable[] actions = new Runnable[CAPACITY_START];
    private int size;
    private long sequence;
    private long nowUs;

    /** The time of the last event that was taken out. */
    long nowUs() {
        return nowUs;
    }

    int size() {
        return size;
    }

    /** @throws IllegalArgumentException for a time that is over */
    void add(long at, Runnable action) {
        if (at < nowUs) {
            throw new IllegalArgumentException(at + " us is over, it is " + nowUs);
        }
        if (size == atUs.length) {
            grow();
        }
        int hole = size++;
        long added = sequence++;
        while (hole > 0) {
            int parent = (hole - 1) / FANOUT;
            if (atUs[parent] <= at) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, at, added, action);
    }

    /** Runs the next event unless it is later than {@code untilUs}; false when there is none, and then it is that late. */
    boolean runNext(long untilUs) {
        if (size == 0 || atUs[0] > untilUs) {
            nowUs = Math.max(nowUs, untilUs);
            return false;
        }
        nowUs = atUs[0];
        Runnable action = takeFirst();
        action.run();
        return true;
    }

    private Runnable takeFirst() {
        Runnable first = actions[0];
        assert first != null;
        size--;
        long at = atUs[size];
        long added = sequences[size];
        Runnable last = actions[size];
        actions[size] = null;
        if (size > 0 && last != null) {
            put(sink(at, added), at, added, last);
        }
        return first;
    }

    /** Moves earlier children up from the root; returns where an entry of this time and sequence belongs. */
    private int sink(long at, long added) {
        int hole = 0;
        while (true) {
            int child = FANOUT * hole + 1;
            if (child >= size) {
                return hole;
            }
            int earliest = child;
            for (int other = child + 1; other < Math.min(child + FANOUT, size); other++) {
                if (isBefore(atUs[other], sequences[other], earliest)) {
                    earliest = other;
                }
            }
            if (isBefore(at, added, earliest)) {
                return hole;
            }
            move(earliest, hole);
            hole = earliest;
        }
    }

    private boolean isBefore(long at, long added, int entry) {
        return at < atUs[entry] || (at == atUs[entry] && added < sequences[entry]);
    }

    private void move(int from, int to) {
        atUs[to] = atUs[from];
        sequences[to] = sequences[from];
        actions[to] = actions[from];
    }

    private void put(int entry, long at, long added, Runnable action) {
        atUs[entry] = at;
        sequences[entry] = added;
        actions[entry] = action;
    }

    private void grow() {
        int capacity = 2 * size;
        atUs = Arrays.copyOf(atUs, capacity);
        sequences = Arrays.copyOf(sequences, capacity);
        actions = Arrays.copyOf(actions, capacity);
    }
}
