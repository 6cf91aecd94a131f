package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableChange;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;

/**
 * A replacement, as seen from outside: told as seen while the bucket was full, and neither silent nor an entry since. Only
 * honest nodes in a /24 of their own are judged, whom no quota keeps out, in buckets for which so few nodes were ever
 * seen that none had to give way to another.
 */
final class ReplacementsTried extends Invariant {

    /** A PING waits for its turn, for long where half the network is out of reach, and for some seconds after one before it. */
    private static final long TRIED_MS = 30_000;

    /** Who had no answer from anybody for so long, four misses of one node, has more patience with that one. */
    private static final long ALONE_MS = 20_000;

    /** That is, waits so long for the fifth. */
    private static final long PATIENCE_MS = 45_000;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Wiretap wiretap;
    private final Map<Integer, Table> tables = new LinkedHashMap<>();
    private final Map<IpAddress, Set<NodeId>> networks = new LinkedHashMap<>();
    /** Who is no honest node, by where its record says that it is. */
    private final Map<Endpoint, Set<NodeId>> strangers = new LinkedHashMap<>();

    /** Of one node: its buckets by their distance, and those where somebody waits for a place that is free. */
    private static final class Table {
        final Map<Integer, Bucket> buckets = new LinkedHashMap<>();
        final Set<Bucket> free = new LinkedHashSet<>();
        long answeredMs;
        long aloneMs = NEVER;

        /** Whether nobody has answered of late, or nobody had before those who have. */
        boolean wasAlone(long nowMs) {
            return nowMs - answeredMs > ALONE_MS || nowMs - aloneMs < PATIENCE_MS;
        }

        void answered(long nowMs) {
            aloneMs = nowMs - answeredMs > ALONE_MS ? nowMs : aloneMs;
            answeredMs = nowMs;
        }

        Bucket bucket(HonestNode of, NodeId id) {
            return buckets.computeIfAbsent(Metric.logDistance(of.id(), id), unused -> new Bucket());
        }
    }

    private static final class Bucket {
        /** Whoever it may be. */
        final Set<NodeId> seen = new LinkedHashSet<>();

        final Set<NodeId> entries = new LinkedHashSet<>();
        final Set<NodeId> waiting = new LinkedHashSet<>();
        /** They may be told as seen, and not be taken. */
        final Map<NodeId, Long> silentMs = new LinkedHashMap<>();

        long idleSinceMs;
    }

    ReplacementsTried(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "When an entry leaves a full bucket replacements, if there are any, are written to every %d s until one answers, if anybody does"
                .formatted(TRIED_MS / 1_000);
    }

    @Override
    public void started(HonestNode node) {
        networks.computeIfAbsent(Addresses.network(node), unused -> new LinkedHashSet<>())
                .add(node.id());
    }

    private Table table(HonestNode of) {
        return tables.computeIfAbsent(of.number(), unused -> new Table());
    }

    private boolean hasRoomForAll(Bucket bucket) {
        TableLimits limits = world.limits().table();
        return bucket.seen.size() <= limits.bucketSize() + limits.replacementsPerBucket();
    }

    private boolean isFull(Bucket bucket) {
        return bucket.entries.size() >= world.limits().table().bucketSize();
    }

    @Override
    public void told(HonestNode by, Output output) {
        switch (output) {
            case Output.NodeSeen seen -> seen(by, seen.record());
            case Output.NodeAnswered answered -> table(by).answered(world.nowMs());
            case Output.NodeSilent silent -> {
                Bucket bucket = table(by).bucket(by, silent.id());
                bucket.waiting.remove(silent.id());
                bucket.silentMs.put(silent.id(), world.nowMs());
            }
            case Output.TableChanged(TableChange.Added added) ->
                added(by, added.record().nodeId());
            case Output.TableChanged(TableChange.Removed removed) ->
                removed(by, removed.record().nodeId());
            default -> {}
        }
    }

    private void seen(HonestNode by, NodeRecord record) {
        NodeId id = record.nodeId();
        Bucket bucket = table(by).bucket(by, id);
        bucket.seen.add(id);
        HonestNode node = wiretap.node(id);
        if (node == null) {
            record.udp4()
                    .ifPresent(at -> strangers
                            .computeIfAbsent(at, unused -> new LinkedHashSet<>())
                            .add(id));
        }
        if (node != null
                && node.nat() == null
                && networks.getOrDefault(Addresses.network(node), Set.of()).size() == 1
                && isFull(bucket)
                && !bucket.entries.contains(id)
                && world.nowMs() - bucket.silentMs.getOrDefault(id, NEVER)
                        > world.limits().table().silenceMaxMs()) {
            bucket.waiting.add(id);
        }
    }

    private void added(HonestNode by, NodeId id) {
        Table table = table(by);
        Bucket bucket = table.bucket(by, id);
        bucket.entries.add(id);
        bucket.waiting.remove(id);
        if (isFull(bucket)) {
            table.free.remove(bucket);
        }
    }

    private void removed(HonestNode by, NodeId id) {
        Table table = table(by);
        Bucket bucket = table.bucket(by, id);
        boolean wasFull = isFull(bucket);
        bucket.entries.remove(id);
        if (wasFull && !bucket.waiting.isEmpty() && table.free.add(bucket)) {
            bucket.idleSinceMs = world.nowMs();
        }
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (!(by instanceof HonestNode node)) {
            return;
        }
        Table table = tables.get(node.number());
        if (table == null || table.free.isEmpty()) {
            return;
        }
        Overheard said = wiretap.current();
        if (said != null) {
            tried(table, node, said.to().id());
            return;
        }
        Set<NodeId> there = strangers.get(to);
        if (there != null) {
            there.forEach(id -> tried(table, node, id));
        } else {
            // Somebody whose record was never told of may be a replacement anywhere.
            table.free.forEach(bucket -> bucket.idleSinceMs = world.nowMs());
        }
    }

    /** Who does not answer is written to again before others have their turn. */
    private void tried(Table table, HonestNode by, NodeId id) {
        Bucket bucket = table.bucket(by, id);
        if (!bucket.entries.contains(id)) {
            bucket.idleSinceMs = world.nowMs();
        }
    }

    @Override
    public void settled(HonestNode node) {
        Table table = tables.get(node.number());
        if (table == null) {
            return;
        }
        for (Bucket bucket : table.free) {
            if (!bucket.waiting.isEmpty()
                    && hasRoomForAll(bucket)
                    && world.nowMs() - bucket.idleSinceMs > TRIED_MS
                    && !table.wasAlone(world.nowMs())) {
                throw violation(node, "a place is free, and in vain wait for it %s".formatted(bucket.waiting));
            }
        }
    }

    @Override
    public void stopped(HonestNode node) {
        tables.remove(node.number());
    }
}
