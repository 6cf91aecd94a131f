package io.wayfinder.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The timers of the hosts of a lane, one each, in order of (time, host). A heap that knows where each timer is: nearly
 * every datagram puts one off, and a host is woken only for what is due. It is all in arrays of its own: to look at the
 * sockets, which are far from any cache, would be most of the work.
 */
final class TimerQueue {

    /** Of a timer that is not set. */
    private static final int NOWHERE = -1;

    private static final int FANOUT = 4;
    private static final int CAPACITY_START = 1_024;

    /* The heap. */
    private long[] dueMs = new long[CAPACITY_START];
    private long[] numbers = new long[CAPACITY_START];
    private int[] timers = new int[CAPACITY_START];
    private int size;

    /* By timer. */
    private int[] places = new int[CAPACITY_START];
    private final List<@Nullable Socket> sockets = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

    /** A timer for the socket, not set: what it is called by. */
    int open(Socket socket) {
        if (!free.isEmpty()) {
            int timer = free.removeLast();
            sockets.set(timer, socket);
            return timer;
        }
        int timer = sockets.size();
        sockets.add(socket);
        if (timer == places.length) {
            places = Arrays.copyOf(places, 2 * timer);
        }
        places[timer] = NOWHERE;
        return timer;
    }

    /** Stops it for ever. */
    void close(int timer) {
        stop(timer);
        sockets.set(timer, null);
        free.add(timer);
    }

    /** {@code Long.MAX_VALUE}: never. */
    long firstMs() {
        return size == 0 ? Long.MAX_VALUE : dueMs[0];
    }

    /** Whose timer is due first; there must be one. */
    Socket first() {
        return socket(timers[0]);
    }

    /** Sets the timer, or sets it anew. */
    void set(int timer, long atMs) {
        long number = socket(timer).number();
        if (places[timer] != NOWHERE) {
            settle(places[timer], timer, number, atMs);
            return;
        }
        if (size == timers.length) {
            dueMs = Arrays.copyOf(dueMs, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
            timers = Arrays.copyOf(timers, 2 * size);
        }
        rise(size++, timer, number, atMs);
    }

    /** Does nothing when the timer is not set. */
    void stop(int timer) {
        int hole = places[timer];
        if (hole == NOWHERE) {
            return;
        }
        places[timer] = NOWHERE;
        size--;
        if (hole < size) {
            settle(hole, timers[size], numbers[size], dueMs[size]);
        }
    }

    /** Puts the timer into the hole, and from there where it belongs. */
    private void settle(int from, int timer, long number, long atMs) {
        int hole = from;
        for (int child = earliestChild(hole); child < size && !isBefore(atMs, number, child); ) {
            put(hole, timers[child], numbers[child], dueMs[child]);
            hole = child;
            child = earliestChild(hole);
        }
        rise(hole, timer, number, atMs);
    }

    private void rise(int from, int timer, long number, long atMs) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) / FANOUT;
            if (!isBefore(atMs, number, parent)) {
                break;
            }
            put(hole, timers[parent], numbers[parent], dueMs[parent]);
            hole = parent;
        }
        put(hole, timer, number, atMs);
    }

    /** Not below {@code size} when there is none. */
    private int earliestChild(int parent) {
        int earliest = FANOUT * parent + 1;
        for (int child = earliest + 1; child < Math.min(FANOUT * parent + 1 + FANOUT, size); child++) {
            if (isBefore(dueMs[child], numbers[child], earliest)) {
                earliest = child;
            }
        }
        return earliest;
    }

    private boolean isBefore(long atMs, long number, int other) {
        return atMs == dueMs[other] ? number < numbers[other] : atMs < dueMs[other];
    }

    private Socket socket(int timer) {
        return Objects.requireNonNull(sockets.get(timer));
    }

    private void put(int place, int timer, long number, long atMs) {
        dueMs[place] = atMs;
        numbers[place] = number;
        timers[place] = timer;
        places[timer] = place;
    }
}
