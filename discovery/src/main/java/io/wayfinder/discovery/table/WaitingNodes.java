package io.wayfinder.discovery.table;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Nodes in the order of when they are due, of those due at the same time in that of arrival. A heap over arrays, in which
 * each node knows its place: whoever answers is put off, so that most leave it from its middle, and what is due next is
 * asked for at every packet. Bounded by the places of the table.
 */
final class WaitingNodes {

    /** Of a node that is not here. */
    static final int NOWHERE = -1;

    private static final int CAPACITY_START = 16;

    private long[] dueMs = new long[CAPACITY_START];
    private @Nullable KnownNode[] nodes = new KnownNode[CAPACITY_START];
    private int size;

    /** {@code Long.MAX_VALUE} when there is none. */
    long firstDueMs() {
        return size == 0 ? Long.MAX_VALUE : dueMs[0];
    }

    /** The node must not be here. */
    void add(KnownNode node, long atMs) {
        assert node.waitingAt == NOWHERE;
        if (size == nodes.length) {
            dueMs = Arrays.copyOf(dueMs, 2 * size);
            nodes = Arrays.copyOf(nodes, 2 * size);
        }
        rise(size++, node, atMs);
    }

    /** The first; there must be one. */
    KnownNode takeFirst() {
        KnownNode first = at(0);
        remove(first);
        return first;
    }

    /** Whether the node was here. */
    boolean remove(KnownNode node) {
        int hole = node.waitingAt;
        if (hole == NOWHERE) {
            return false;
        }
        node.waitingAt = NOWHERE;
        size--;
        KnownNode last = at(size);
        long lastDueMs = dueMs[size];
        nodes[size] = null;
        if (hole < size) {
            sink(hole, last, lastDueMs);
        }
        return true;
    }

    /** Towards the root, from a hole without children that are earlier. */
    private void rise(int from, KnownNode node, long atMs) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) / 2;
            if (!isBefore(atMs, node, parent)) {
                break;
            }
            put(hole, at(parent), dueMs[parent]);
            hole = parent;
        }
        put(hole, node, atMs);
    }

    /** Away from the root as far as it has to go, then towards it. */
    private void sink(int from, KnownNode node, long atMs) {
        int hole = from;
        for (int child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && isBefore(dueMs[child + 1], at(child + 1), child)) {
                child++;
            }
            if (isBefore(atMs, node, child)) {
                break;
            }
            put(hole, at(child), dueMs[child]);
            hole = child;
        }
        rise(hole, node, atMs);
    }

    private boolean isBefore(long atMs, KnownNode node, int other) {
        return atMs == dueMs[other] ? node.serial < at(other).serial : atMs < dueMs[other];
    }

    private KnownNode at(int place) {
        return Objects.requireNonNull(nodes[place]);
    }

    private void put(int place, KnownNode node, long atMs) {
        dueMs[place] = atMs;
        nodes[place] = node;
        node.waitingAt = place;
    }
}
