package io.wayfinder.discovery.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.discovery.lookup.Lookup.Query;
import io.wayfinder.discovery.table.NodeTable;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables, lookups and walks of a whole network that knows nothing but one bootnode at the start. */
class DevnetTest {

    private static final long LATENCY_MS = 2;

    private record Event(long atMs, long serial, Runnable action) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<NodeId, Node> byId = new HashMap<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparingLong(Event::serial));
    private long nowMs;
    private long serial;
    private long pings;
    private long findNodes;

    /** What a node is to be, without packets. */
    private final class Node {
        final NodeRecord record;
        final NodeTable table;
        final RandomWalk walk;

        @Nullable
        Lookup lookup;

        Node(NodeRecord record, long seed) {
            this.record = record;
            this.table = new NodeTable(record.nodeId(), TableLimits.DEFAULT, new SplittableRandom(seed));
            this.walk = new RandomWalk(record.nodeId(), LookupLimits.DEFAULT.resultSize(), new SplittableRandom(~seed));
        }

        void turn() {
            for (NodeRecord to : table.duePings(nowMs)) {
                pings++;
                after(2 * LATENCY_MS, () -> table.answered(nowMs, to));
                after(LATENCY_MS, () -> node(to).table.heardFrom(nowMs, record));
            }
            if (lookup == null && walk.nextDeadlineMs() <= nowMs) {
                NodeId target = walk.start(nowMs, table.closest(record.nodeId(), LookupLimits.DEFAULT.resultSize()));
                lookup = new Lookup(
                        nowMs, record.nodeId(), target, table.closest(target, 16), LookupLimits.DEFAULT, any -> true);
            }
            Lookup running = lookup;
            if (running != null) {
                running.next(nowMs).forEach(query -> ask(running, query));
                if (running.isDone(nowMs)) {
                    lookup = null;
                    walk.finished(nowMs);
                }
            }
        }

        void ask(Lookup asking, Query query) {
            findNodes++;
            after(LATENCY_MS, () -> {
                node(query.to()).table.heardFrom(nowMs, record);
                List<NodeRecord> answer = node(query.to()).findNode(query.distances());
                after(LATENCY_MS, () -> {
                    answer.forEach(found -> table.heardOf(nowMs, found));
                    table.answered(nowMs, query.to());
                    asking.answered(nowMs, query.to().nodeId(), answer);
                });
            });
        }

        List<NodeRecord> findNode(List<Integer> distances) {
            List<NodeRecord> found = new ArrayList<>();
            distances.forEach(distance -> found.addAll(distance == 0 ? List.of(record) : table.liveAt(distance)));
            return found.subList(0, Math.min(16, found.size()));
        }

        boolean full() {
            int[] existing = new int[257];
            nodes.forEach(other -> existing[Distance.log(record.nodeId(), other.record.nodeId())]++);
            for (int distance = 1; distance <= 256; distance++) {
                if (table.liveAt(distance).size() < Math.min(16, existing[distance])) {
                    return false;
                }
            }
            return true;
        }
    }

    private Node node(NodeRecord record) {
        return Objects.requireNonNull(byId.get(record.nodeId()));
    }

    private void after(long ms, Runnable action) {
        events.add(new Event(nowMs + ms, serial++, action));
    }

    private void start(int size) {
        long seed = 0;
        for (NodeRecord record : TestRecords.first(size)) {
            Node node = new Node(record, seed++);
            nodes.add(node);
            byId.put(record.nodeId(), node);
            node.table.heardOf(0, nodes.get(0).record);
        }
    }

    private void runUntil(long untilMs) {
        while (nowMs < untilMs) {
            nodes.forEach(Node::turn);
            Event next = events.peek();
            nowMs++;
            while (next != null && next.atMs() <= nowMs) {
                events.remove();
                next.action().run();
                next = events.peek();
            }
        }
    }

    private long fullAfterMs(long limitMs) {
        while (nowMs < limitMs && !nodes.stream().allMatch(Node::full)) {
            runUntil(nowMs + 50);
        }
        return nowMs;
    }

    @Test
    void fiftyNodesFillTheirTablesWithinSeconds() {
        start(50);
        long filledMs = fullAfterMs(10_000);
        System.out.printf("50 nodes: full after %d ms, %d PINGs, %d FINDNODEs%n", filledMs, pings, findNodes);
        assertTrue(filledMs <= 3_000, "full after " + filledMs);
        nodes.forEach(node -> assertTrue(node.full()));
    }

    @Test
    void twoHundredNodesToo() {
        start(200);
        long filledMs = fullAfterMs(30_000);
        System.out.printf("200 nodes: full after %d ms, %d PINGs, %d FINDNODEs%n", filledMs, pings, findNodes);
        assertTrue(filledMs <= 10_000, "full after " + filledMs);
    }

    @Test
    void settledNetworkIsQuiet() {
        start(50);
        runUntil(600_000);
        pings = 0;
        findNodes = 0;
        runUntil(900_000);
        System.out.println("50 nodes, settled, a minute and node: " + pings / 250.0 + " PINGs, " + findNodes / 250.0
                + " FINDNODEs");
        assertTrue(pings / 250.0 <= 12 && findNodes / 250.0 <= 20);
        assertEquals(0, nodes.stream().filter(node -> !node.full()).count());
    }
}
