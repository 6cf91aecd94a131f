package io.wayfinder.discovery.table;

import io.wayfinder.discovery.table.KnownNode.Place;
import io.wayfinder.discovery.table.TableChange.Added;
import io.wayfinder.discovery.table.TableChange.Removed;
import io.wayfinder.discovery.table.TableChange.Updated;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * 256 buckets of 16 by log distance, with replacement caches (theory, "Node Table"). Holds only nodes with a UDP
 * endpoint that can be reached. Live means: answered a PING at its record's endpoint. Confined to one thread.
 *
 * <p>Call order: tell it what was heard and what answered; then ping what {@link #duePings} names, tell the result with
 * {@link #answered} or {@link #unanswered}, poll the changes to the end, and call again at {@link #nextDeadlineMs}.
 */
public final class NodeTable {

    private static final int DISTANCES = 256;

    private final NodeId localId;
    private final TableLimits limits;
    private final RandomGenerator choices;
    private final @Nullable KBucket[] buckets = new @Nullable KBucket[DISTANCES + 1];
    /** Every entry and replacement, in order of arrival. */
    private final Map<NodeId, KnownNode> nodes = new LinkedHashMap<>();

    private final IpQuota tableQuota;
    private final Revalidation revalidation;
    private final SilentNodes silentNodes;
    private final TableCounts counts = new TableCounts();
    private final TableChanges changes;
    private @Nullable KnownNode living; // the last entry seen to be, since it is asked for at every packet

    private long arrivals;
    private long latestMs;
    private long lastAnswerMs = Long.MIN_VALUE;

    public NodeTable(NodeId localId, TableLimits limits, RandomGenerator choices) {
        this.localId = localId;
        this.limits = limits;
        this.choices = choices;
        this.tableQuota = IpQuota.ofTable(limits);
        this.revalidation = new Revalidation(limits, choices);
        this.silentNodes = new SilentNodes(limits);
        this.changes = new TableChanges(limits, counts);
    }

    /** A verified record was heard of: a candidate, unproven; or a newer record of a node that is here. */
    public void heardOf(long nowMs, NodeRecord record) {
        latestMs = nowMs;
        KnownNode node = nodes.get(record.nodeId());
        if (node != null) {
            update(nowMs, node, record);
        } else if (silentNodes.ignoresMention(nowMs, record)) {
            counts.add(TableCount.REFUSED_SILENT);
        } else {
            admit(nowMs, record, false);
        }
    }

    /**
     * The node itself sent us something authenticated. As {@link #heardOf}, but better evidence that it is there: it
     * goes to the front of the replacements, and one that did not answer before is tried again sooner.
     */
    public void heardFrom(long nowMs, NodeRecord record) {
        if (!silentNodes.ignoresContact(nowMs, record)) {
            silentNodes.forget(record.nodeId());
        }
        heardOf(nowMs, record);
        KnownNode node = nodes.get(record.nodeId());
        if (node != null && node.place != Place.ENTRY) {
            node.bucket.seen(node);
        }
    }

    /** As {@link #heardOf}, on the operator's word: a node that did not answer before is tried again at once. */
    public void add(long nowMs, NodeRecord record) {
        silentNodes.forget(record.nodeId());
        heardOf(nowMs, record);
    }

    /** The node answered at an endpoint of {@code record} (a PONG, or any answer to a request of ours sent there). */
    public void answered(long nowMs, NodeRecord record) {
        latestMs = nowMs;
        if (record.nodeId().equals(localId)) {
            counts.add(TableCount.REFUSED_SELF);
            return;
        }
        lastAnswerMs = nowMs;
        silentNodes.forget(record.nodeId());
        KnownNode node = nodes.get(record.nodeId());
        if (node == null) {
            admit(nowMs, record, true);
        } else if (update(nowMs, node, record)) {
            prove(nowMs, node, record);
        }
    }

    /** A request to the node ended without an answer. */
    public void unanswered(long nowMs, NodeId id) {
        latestMs = nowMs;
        KnownNode node = nodes.get(id);
        if (node == null) {
            return;
        }
        node.missed(nowMs, limits.missSpacingMs());
        if (node.misses >= missesAllowed(node)) {
            counts.add(node.proven ? TableCount.EVICTED_PROVEN : TableCount.EVICTED_UNPROVEN);
            silentNodes.add(nowMs, node.record);
            drop(node);
        } else if (node.place != Place.REPLACEMENT) {
            revalidation.missed(nowMs, node);
        }
    }

    /** Takes the node out, entry or replacement; false when it was neither. It may come back when it is heard of. */
    public boolean remove(NodeId id) {
        KnownNode node = nodes.get(id);
        if (node != null) {
            drop(node);
        }
        return node != null;
    }

    /** The record of a bucket entry or of a replacement. */
    public Optional<NodeRecord> get(NodeId id) {
        return Optional.ofNullable(nodes.get(id)).map(node -> node.record);
    }

    /** Whether the node is here, and did not answer what it was asked last. */
    public boolean hasMissed(NodeId id) {
        KnownNode node = nodes.get(id);
        return node != null && node.misses > 0;
    }

    /** Whether the node is a bucket entry (not only a replacement). */
    public boolean contains(NodeId id) {
        KnownNode node = nodes.get(id);
        return node != null && node.place == Place.ENTRY;
    }

    /** Live entries at the log distance (1 to 256; none at any other), in random order: at most 16. */
    public List<NodeRecord> liveAt(int distance) {
        KBucket bucket = distance < 1 || distance > DISTANCES ? null : buckets[distance];
        List<NodeRecord> live = bucket == null ? new ArrayList<>() : bucket.live();
        Collections.shuffle(live, choices);
        return live;
    }

    /** The live entries nearest to the target, others only where there are too few; nearest first. */
    public List<NodeRecord> closest(NodeId target, int count) {
        return Nearest.of(localId, buckets, target, count, limits);
    }

    /**
     * Nodes that are to be pinged now (revalidation, and candidates for free places); each is returned once until its
     * result is told, or until so long after that the result is taken for a miss.
     */
    public List<NodeRecord> duePings(long nowMs) {
        latestMs = nowMs;
        for (KnownNode late = revalidation.overdue(nowMs); late != null; late = revalidation.overdue(nowMs)) {
            counts.add(TableCount.PING_RESULT_MISSING);
            unanswered(nowMs, late.id());
        }
        List<NodeRecord> due = new ArrayList<>();
        for (KnownNode node : revalidation.due(nowMs)) {
            counts.add(TableCount.PINGS);
            due.add(node.record);
        }
        return due;
    }

    /** When {@link #duePings} will next have something; {@code Long.MAX_VALUE}: never. */
    public long nextDeadlineMs() {
        return revalidation.nextDeadlineMs();
    }

    /** All bucket entries, by bucket, in bucket order. Goes through the whole table. */
    public List<TableEntry> entries() {
        List<TableEntry> entries = new ArrayList<>();
        for (KBucket bucket : buckets) {
            if (bucket != null) {
                bucket.entries.forEach(node -> entries.add(node.toEntry(limits)));
            }
        }
        return entries;
    }

    /** Whether any entry is live. Goes through all of them only when the one that was live last is no more. */
    public boolean hasLive() {
        if (living == null || !living.isLiveEntry(limits)) {
            living = nodes.values().stream()
                    .filter(node -> node.isLiveEntry(limits))
                    .findFirst()
                    .orElse(null);
        }
        return living != null;
    }

    /**
     * The next membership change since the last call, or null: what subscribers of "table" see. When nobody polls, the
     * oldest are lost.
     */
    public @Nullable TableChange pollChange() {
        return changes.poll();
    }

    /** What was added, refused and evicted so far, and how many of these are remembered, by metric name. */
    public void count(Map<String, Long> counters) {
        counters.put("silent_nodes", (long) silentNodes.size());
        counts.count(counters);
    }

    /** A node that is not here yet. */
    private void admit(long nowMs, NodeRecord record, boolean proven) {
        if (record.nodeId().equals(localId)) {
            counts.add(TableCount.REFUSED_SELF);
            return;
        }
        KBucket bucket = bucket(Distance.log(localId, record.nodeId()));
        KnownNode node = new KnownNode(bucket, arrivals++, nowMs, record);
        if (node.endpoints.isEmpty()) {
            counts.add(TableCount.REFUSED_NO_ENDPOINT);
            return;
        }
        if (proven) {
            node.answered(nowMs);
            makeRoomInQuotas(node);
        }
        boolean claims = proven ? bucket.hasRoom() : bucket.unclaimedPlaces() > 0;
        if (claims && !bucket.fits(node)) {
            counts.add(bucket.quotaRefusing(node));
        } else if (claims || (proven && displaceFor(node))) {
            enter(nowMs, node);
        } else {
            awaitPlace(node);
        }
    }

    private void prove(long nowMs, KnownNode node, NodeRecord answeredBy) {
        if (!answeredBy.equals(node.record)
                && !KnownNode.endpointsOf(answeredBy).equals(node.endpoints)) {
            // An answer from where the node was before proves nothing of where it is.
            if (node.place != Place.REPLACEMENT) {
                revalidation.pingSoon(nowMs, node);
            }
            return;
        }
        node.answered(nowMs);
        makeRoomInQuotas(node);
        if (node.place == Place.ENTRY) {
            revalidation.answered(nowMs, node);
        } else if (node.bucket.fits(node) && (node.bucket.hasRoom() || displaceFor(node))) {
            node.bucket.remove(node);
            enter(nowMs, node);
        } else {
            node.bucket.endTrial(node);
            revalidation.forget(node);
            node.bucket.seen(node);
            refill(node.bucket);
        }
    }

    /** Takes over a newer record; false when the node had to go since it has no endpoint any more. */
    private boolean update(long nowMs, KnownNode node, NodeRecord record) {
        if (!record.newerThan(node.record)) {
            return true;
        }
        List<Endpoint> endpoints = KnownNode.endpointsOf(record);
        if (endpoints.isEmpty()) {
            counts.add(TableCount.REMOVED_NO_ENDPOINT);
            drop(node);
            return false;
        }
        boolean moved = !endpoints.equals(node.endpoints);
        if (moved && !node.bucket.move(node, endpoints)) {
            // The old record stays, and its place with it, as long as it answers.
            counts.add(TableCount.REFUSED_MOVE_QUOTA);
            return true;
        }
        node.record = record;
        if (node.place == Place.ENTRY) {
            counts.add(TableCount.UPDATED);
            changes.add(new Updated(record, node.bucket.distance));
        }
        if (moved && node.place != Place.REPLACEMENT) {
            revalidation.pingSoon(nowMs, node);
        }
        return true;
    }

    private int missesAllowed(KnownNode node) {
        boolean alone = lastAnswerMs < node.firstMissMs;
        int allowed = node.proven ? limits.missesProven() : limits.missesUnproven();
        return alone ? allowed * limits.missesFactorAlone() : allowed;
    }

    private void enter(long nowMs, KnownNode node) {
        nodes.put(node.id(), node);
        node.bucket.enter(nowMs, node);
        counts.add(TableCount.ADDED);
        changes.add(new Added(node.record, node.bucket.distance));
        if (node.proven) {
            revalidation.answered(nowMs, node);
        } else {
            revalidation.pingSoon(nowMs, node);
        }
    }

    /** Removes unproven entries of the proven node's networks: records, which are free, must keep no living node out. */
    private void makeRoomInQuotas(KnownNode node) {
        if (node.place == Place.ENTRY || node.bucket.fits(node) || !node.bucket.canTake()) {
            return;
        }
        for (KnownNode rival : List.copyOf(nodes.values())) {
            if (rival.place == Place.ENTRY && !rival.proven && node.bucket.isInTheWay(rival, node)) {
                counts.add(TableCount.DISPLACED);
                leave(rival);
                if (rival.bucket != node.bucket) {
                    refill(rival.bucket);
                }
            }
        }
    }

    /** Makes an unproven entry give way to the proven node; false when all are proven, or the quotas refuse it. */
    private boolean displaceFor(KnownNode node) {
        KnownNode victim = node.bucket.displaceable();
        if (victim == null || !node.bucket.fits(node)) {
            return false;
        }
        counts.add(TableCount.DISPLACED);
        leave(victim);
        awaitPlace(victim);
        return true;
    }

    private void awaitPlace(KnownNode node) {
        KBucket bucket = node.bucket;
        if (!bucket.fitsReplacements(node.endpoints)) {
            counts.add(TableCount.REFUSED_REPLACEMENT_QUOTA);
            return;
        }
        if (bucket.replacements.size() >= limits.replacementsPerBucket()) {
            KnownNode worst = bucket.worstReplacement();
            if (worst == null) {
                counts.add(TableCount.REFUSED_REPLACEMENTS_FULL);
                return;
            }
            counts.add(TableCount.REPLACEMENT_DROPPED);
            leave(worst);
        }
        nodes.put(node.id(), node);
        bucket.await(node);
    }

    private void drop(KnownNode node) {
        leave(node);
        refill(node.bucket);
    }

    private void leave(KnownNode node) {
        revalidation.forget(node);
        node.bucket.remove(node);
        nodes.remove(node.id());
        living = living == node ? null : living;
        if (node.place == Place.ENTRY) {
            changes.add(new Removed(node.record, node.bucket.distance));
        }
    }

    /** Puts replacements on trial, one for each free place: whoever answers takes it. */
    private void refill(KBucket bucket) {
        for (KnownNode next; bucket.unclaimedPlaces() > 0 && (next = bucket.tryOut()) != null; ) {
            revalidation.pingSoon(latestMs, next);
        }
    }

    private KBucket bucket(int distance) {
        KBucket bucket = buckets[distance];
        if (bucket == null) {
            bucket = new KBucket(distance, limits, tableQuota);
            buckets[distance] = bucket;
        }
        return bucket;
    }
}
