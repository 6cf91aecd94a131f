package io.wayfinder.discovery.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.discovery.table.TableChange.Added;
import io.wayfinder.discovery.table.TableChange.Removed;
import io.wayfinder.discovery.table.TableChange.Updated;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random calls beside a naive model of what must hold after each. */
class TableFuzzTest {

    private static final int NODES = 300;
    private static final TableLimits LIMITS = TableLimits.DEFAULT;
    private static final NodeId LOCAL = TestRecords.id(0);
    /** For each node records of growing sequence numbers, at addresses from few networks, some without endpoint. */
    private static final List<List<NodeRecord>> RECORDS = records();

    private final NodeTable table = new NodeTable(LOCAL, LIMITS, new SplittableRandom(1));
    private long nowMs = 5;

    /** The model: whom the table has at which endpoint, who answered there, who did not since, and since when asked. */
    private final Map<NodeId, Optional<Endpoint>> heldAt = new HashMap<>();

    private final Set<NodeId> proven = new HashSet<>();
    private final Map<NodeId, Integer> misses = new HashMap<>();
    private final Map<NodeId, Long> pinging = new HashMap<>();
    /** Whom the changes told so far have put into the table. */
    private final Map<NodeId, NodeRecord> members = new LinkedHashMap<>();
    /** Whom the last call was to take out. */
    private @Nullable NodeId leaving;

    private static List<List<NodeRecord>> records() {
        SplittableRandom random = new SplittableRandom(2);
        List<List<NodeRecord>> records = new ArrayList<>();
        for (int number = 0; number < NODES; number++) {
            List<NodeRecord> versions = new ArrayList<>();
            for (int seq = 1; seq <= 4; seq++) {
                String ipv4 = "9.8." + random.nextInt(20) + "." + random.nextInt(1, 250);
                versions.add(
                        switch (random.nextInt(12)) {
                            case 0 -> TestRecords.withoutEndpoint(number, seq);
                            case 1, 2, 3, 4 -> TestRecords.at(number, seq, "127.0.0.1", 1_024 + number);
                            case 5 -> TestRecords.at(number, seq, "224.0.0.1");
                            case 6 -> TestRecords.at(number, seq, "2a00:1:2:" + random.nextInt(9) + "::1");
                            default -> TestRecords.at(number, seq, ipv4);
                        });
            }
            records.add(versions);
        }
        return records;
    }

    @Test
    void whateverIsCalledTheInvariantsHold() {
        SplittableRandom random = new SplittableRandom(3);
        for (int call = 0; call < 24_000; call++) {
            if (random.nextInt(20) == 0) {
                nowMs += random.nextInt(random.nextInt(50) == 0 ? 3_000_000 : 4_000);
            }
            int version = Math.min(3, Math.max(0, random.nextInt(-3, 2) + call / 6_000));
            call(random, RECORDS.get(random.nextInt(NODES)).get(version));
            check(random);
        }
        assertTrue(members.size() > 20, "the test has a table to look at: " + members.size());
        Map<String, Long> counters = new LinkedHashMap<>();
        table.count(counters);
        counters.forEach(
                (name, count) -> assertTrue(count > 0 || name.contains("change_lost"), name + " never happened"));
    }

    private void call(SplittableRandom random, NodeRecord record) {
        NodeId id = record.nodeId();
        leaving = endpoint(record).isEmpty() ? id : null;
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> table.heardOf(nowMs, record);
            case 3 -> table.heardFrom(nowMs, record);
            case 4 -> table.add(nowMs, record);
            case 5, 6, 7 -> answered(record);
            case 8, 9 -> {
                table.unanswered(nowMs, id);
                misses.merge(id, 1, Integer::sum);
                pinging.remove(id);
            }
            case 10 -> {
                boolean held = table.get(id).isPresent();
                if (random.nextInt(10) == 0) {
                    leaving = id;
                    assertEquals(held, table.remove(id));
                }
            }
            default -> duePings();
        }
        pollChanges();
        Optional<Endpoint> endpoint = table.get(id).flatMap(TableFuzzTest::endpoint);
        if (!endpoint.equals(heldAt.put(id, endpoint))) {
            proven.remove(id);
            misses.remove(id);
            pinging.remove(id);
        }
    }

    private void answered(NodeRecord record) {
        NodeId id = record.nodeId();
        table.answered(nowMs, record);
        Optional<Endpoint> endpoint = table.get(id).flatMap(TableFuzzTest::endpoint);
        if (endpoint.isPresent() && endpoint.equals(endpoint(record))) {
            heldAt.put(id, endpoint);
            proven.add(id);
            misses.remove(id);
        }
        pinging.remove(id);
    }

    private void duePings() {
        pinging.forEach((id, sinceMs) -> {
            if (nowMs - sinceMs >= LIMITS.pingPatienceMs()) {
                misses.merge(id, 1, Integer::sum);
            }
        });
        pinging.values().removeIf(sinceMs -> nowMs - sinceMs >= LIMITS.pingPatienceMs());
        long deadlineMs = table.nextDeadlineMs();
        List<NodeRecord> due = table.duePings(nowMs);
        assertTrue(due.isEmpty() || deadlineMs <= nowMs, "nothing is due before its time");
        for (NodeRecord record : due) {
            assertEquals(Optional.of(record), table.get(record.nodeId()));
            assertNull(pinging.put(record.nodeId(), nowMs), "pinged again before the result was told");
        }
        assertTrue(pinging.size() <= LIMITS.pingsInFlight());
        assertTrue(table.nextDeadlineMs() > nowMs, "all that was due was given");
    }

    private void pollChanges() {
        for (TableChange change = table.pollChange(); change != null; change = table.pollChange()) {
            NodeId id = change.record().nodeId();
            assertTrue(change instanceof Added != members.containsKey(id), "never twice, never gone twice");
            switch (change) {
                case Added added -> members.put(id, added.record());
                case Updated updated -> members.put(id, updated.record());
                case Removed removed -> {
                    members.remove(id);
                    checkRemoval(removed);
                    pinging.remove(id);
                }
            }
        }
        proven.removeIf(id -> table.get(id).isEmpty());
        pinging.keySet().removeIf(id -> table.get(id).isEmpty());
    }

    private void checkRemoval(Removed removed) {
        NodeId id = removed.record().nodeId();
        int missed = misses.getOrDefault(id, 0);
        boolean displaced = !proven.contains(id)
                && members.keySet().stream()
                                .filter(other -> Distance.log(LOCAL, other) == removed.bucket())
                                .count()
                        == LIMITS.bucketSize() - 1;
        IpQuota quota = IpQuota.ofTable(LIMITS);
        boolean ousted = !proven.contains(id)
                && members.values().stream()
                        .anyMatch(other ->
                                quota.shares(KnownNode.endpointsOf(other), KnownNode.endpointsOf(removed.record())));
        boolean silent = missed >= (proven.contains(id) ? LIMITS.missesProven() : LIMITS.missesUnproven());
        assertTrue(id.equals(leaving) || displaced || ousted || silent, "lost its place without reason");
    }

    private void check(SplittableRandom random) {
        Map<Object, Integer> networks = new HashMap<>();
        int[] sizes = new int[257];
        Set<NodeId> seen = new HashSet<>();
        List<TableEntry> entries = table.entries();
        for (TableEntry entry : entries) {
            NodeRecord record = entry.record();
            NodeId id = record.nodeId();
            assertTrue(!id.equals(LOCAL) && seen.add(id));
            assertEquals(Distance.log(LOCAL, id), entry.bucket());
            assertTrue(++sizes[entry.bucket()] <= LIMITS.bucketSize());
            assertEquals(record, members.get(id));
            assertEquals(Optional.of(record), table.get(id));
            assertTrue(table.contains(id));
            assertTrue(!entry.live() || proven.contains(id), "live where it never answered");
            countNetworks(networks, entry);
        }
        assertEquals(members.keySet(), seen);
        assertEquals(entries.size(), table.entries().size());
        if (random.nextInt(4) == 0) {
            checkReads(random, entries);
        }
    }

    private static void countNetworks(Map<Object, Integer> networks, TableEntry entry) {
        IpAddress address = endpoint(entry.record()).orElseThrow().address();
        if (address.isLoopback()) {
            return;
        }
        int bucketBits = address.v6() ? 64 : 24;
        int tableBits = address.v6() ? 48 : 24;
        assertTrue(networks.merge(List.of(entry.bucket(), address.prefix(bucketBits)), 1, Integer::sum) <= 2);
        assertTrue(networks.merge(address.prefix(tableBits), 1, Integer::sum) <= 10);
    }

    private void checkReads(SplittableRandom random, List<TableEntry> entries) {
        int distance = random.nextInt(250, 257);
        Set<NodeRecord> live = new HashSet<>();
        entries.stream()
                .filter(entry -> entry.live() && entry.bucket() == distance)
                .forEach(entry -> live.add(entry.record()));
        List<NodeRecord> given = table.liveAt(distance);
        assertEquals(live.size(), given.size());
        assertEquals(live, new HashSet<>(given));

        NodeId target = TestRecords.id(random.nextInt(NODES));
        List<NodeRecord> nearest = new ArrayList<>();
        for (boolean first : new boolean[] {true, false}) {
            entries.stream()
                    .filter(entry -> entry.live() == first)
                    .map(TableEntry::record)
                    .sorted((a, b) -> Distance.compare(target, a.nodeId(), b.nodeId()))
                    .limit(16 - nearest.size())
                    .forEach(nearest::add);
        }
        nearest.sort((a, b) -> Distance.compare(target, a.nodeId(), b.nodeId()));
        assertEquals(nearest, table.closest(target, 16));
    }

    private static Optional<Endpoint> endpoint(NodeRecord record) {
        return record.udp4()
                .or(record::udp6)
                .filter(endpoint -> !endpoint.address().isSpecial());
    }
}
