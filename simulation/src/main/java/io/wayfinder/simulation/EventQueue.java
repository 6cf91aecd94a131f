package io.wayfinder.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen, in order of (time, order): a heap over arrays, since a run takes out tens of millions.
 * Unbounded by itself: it holds what is on its way, or what a scenario has still to do.
 */
final class EventQueue {

    /** Children of an entry: four keep the heap flat, and lie beside each other. */
    private static final int FANOUT = 4;

    private static final int CAPACITY_START = 1_024;

    private long[] atUs = new long[CAPACITY_START];
    private long[] orders = new long[CAPACITY_START];
    private @Nullable Runnable[] actions = new Runnable[CAPACITY_START];
    private int size;
    private long nowUs;
    private long ran;

    /** The time of the last event that was taken out. */
    long nowUs() {
        return nowUs;
    }

    /** Events so far. */
    long ran() {
        return ran;
    }

    /** The time of the next; {@code Long.MAX_VALUE}: there is none. */
    long nextUs() {
        return size == 0 ? Long.MAX_VALUE : atUs[0];
    }

    /** The order of the next; there must be one. */
    long nextOrder() {
        return orders[0];
    }

    /**
     * @param order among those at the same time
     * @throws IllegalArgumentException for a time that is over
     */
    void add(long at, long order, Runnable action) {
        if (at < nowUs) {
            throw new IllegalArgumentException(at + " us is over, it is " + nowUs);
        }
        if (size == atUs.length) {
            grow();
        }
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) / FANOUT;
            if (!isBefore(at, order, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, at, order, action);
    }

    /** Runs the next event; there must be one. */
    void runNext() {
        ran++;
        nowUs = atUs[0];
        takeFirst().run();
    }

    /** It is that late now, and nothing was to happen before. */
    void advance(long toUs) {
        nowUs = Math.max(nowUs, toUs);
    }

    private Runnable takeFirst() {
        Runnable first = actions[0];
        assert first != null;
        size--;
        long at = atUs[size];
        long order = orders[size];
        Runnable last = actions[size];
        actions[size] = null;
        if (size > 0 && last != null) {
            put(sink(at, order), at, order, last);
        }
        return first;
    }

    /** Moves earlier children up from the root; returns where an entry of this time and order belongs. */
    private int sink(long at, long order) {
        int hole = 0;
        while (true) {
            int child = FANOUT * hole + 1;
            if (child >= size) {
                return hole;
            }
            int earliest = child;
            for (int other = child + 1; other < Math.min(child + FANOUT, size); other++) {
                if (isBefore(atUs[other], orders[other], earliest)) {
                    earliest = other;
                }
            }
            if (isBefore(at, order, earliest)) {
                return hole;
            }
            move(earliest, hole);
            hole = earliest;
        }
    }

    private boolean isBefore(long at, long order, int entry) {
        return at < atUs[entry] || (at == atUs[entry] && order < orders[entry]);
    }

    private void move(int from, int to) {
        atUs[to] = atUs[from];
        orders[to] = orders[from];
        actions[to] = actions[from];
    }

    private void put(int entry, long at, long order, Runnable action) {
        atUs[entry] = at;
        orders[entry] = order;
        actions[entry] = action;
    }

    private void grow() {
        int capacity = 2 * size;
        atUs = Arrays.copyOf(atUs, capacity);
        orders = Arrays.copyOf(orders, capacity);
        actions = Arrays.copyOf(actions, capacity);
    }
}
