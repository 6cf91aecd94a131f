package io.wayfinder.discovery.service;

import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The found-peer store: every node whose record we have verified, with what we know of it. Live means answered at its record's endpoint within
 * {@link #LIVE_MS}. Every input costs O(log n). Time is the wall clock's, in Unix milliseconds, an argument. Confined to one thread.
 */
final class FoundPeers {

    /** More than a public network has; at about 1 kB each. Beyond, the longest unanswered goes first, one that never answered before any that did. */
    static final int PEERS_MAX = 50_000;

    /** How long an answer counts (json-rpc, {@code live}). */
    static final long LIVE_MS = 30 * 60_000L;

    /** An answer alone is written again only so often: most come far more often, and the disk need not know. */
    static final long STORE_AGAIN_MS = 10 * 60_000L;

    private final int capacity;
    private final TreeMap<NodeId, Entry> peers = new TreeMap<>();
    /** Never answered, by when they were found. */
    private final TreeSet<Rank> unproven = new TreeSet<>();
    /** The others, by their last answer. */
    private final TreeSet<Rank> proven = new TreeSet<>();
    /** Those of them that are live. */
    private final TreeSet<Rank> live = new TreeSet<>();
    /** Polled to empty after each call, as are the events. */
    private final ArrayDeque<NodeId> forgotten = new ArrayDeque<>();

    private final ArrayDeque<ServiceEvent> events = new ArrayDeque<>();
    /** Worth writing since the last {@link #drainChanges}, or removed though stored: at most the capacity and what answered in that time. */
    private final LinkedHashSet<NodeId> changed = new LinkedHashSet<>();

    private long evicted;

    FoundPeers(int capacity) {
        this.capacity = capacity;
    }

    private record Rank(long atMs, NodeId id) implements Comparable<Rank> {

        @Override
        public int compareTo(Rank other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : id.compareTo(other.id);
        }
    }

    private static final class Entry {

        private static final long NEVER = Long.MIN_VALUE;

        private NodeRecord record;
        private final long firstSeenMs;
        private long lastSeenMs;
        private long lastAnsweredMs = NEVER;
        private boolean live;
        private boolean stored;
        private long storedAnswerMs;
        private int checks;
        private long rttMs;

        Entry(NodeRecord record, long firstSeenMs) {
            this.record = record;
            this.firstSeenMs = firstSeenMs;
            this.lastSeenMs = firstSeenMs;
        }

        boolean hasAnswered() {
            return lastAnsweredMs != NEVER;
        }

        Rank rank() {
            return new Rank(hasAnswered() ? lastAnsweredMs : firstSeenMs, record.nodeId());
        }

        FoundPeer view() {
            return new FoundPeer(
                    record,
                    firstSeenMs,
                    lastSeenMs,
                    hasAnswered() ? OptionalLong.of(lastAnsweredMs) : OptionalLong.empty(),
                    live,
                    checks,
                    hasAnswered() ? OptionalLong.of(rttMs) : OptionalLong.empty());
        }
    }

    /** A verified record was heard of. When it is newer and names another endpoint, no answer counts for it yet. */
    void seen(long nowMs, NodeRecord record) {
        tick(nowMs);
        Entry entry = peers.get(record.nodeId());
        if (entry == null) {
            insert(new Entry(record, nowMs));
            return;
        }
        entry.lastSeenMs = nowMs;
        if (record.newerThan(entry.record)) {
            update(entry, record);
        }
    }

    /** The node answered at an endpoint of {@code record}. */
    void answered(long nowMs, NodeRecord record, long rttMs) {
        seen(nowMs, record);
        Entry entry = peers.get(record.nodeId());
        if (entry == null || !sameEndpoints(entry.record, record)) {
            return;
        }
        unrank(entry);
        entry.lastAnsweredMs = nowMs;
        entry.lastSeenMs = nowMs;
        entry.rttMs = rttMs;
        entry.checks++;
        boolean found = !entry.live;
        entry.live = true;
        rank(entry);
        if (!entry.stored || nowMs - entry.storedAnswerMs >= STORE_AGAIN_MS) {
            changed.add(record.nodeId());
        }
        if (found) {
            events.add(new ServiceEvent.PeerFound(entry.view()));
        }
    }

    /** Takes back a peer of an earlier run; false when it is known already. Says nothing to subscribers. */
    boolean restore(long nowMs, FoundPeer peer) {
        if (peers.containsKey(peer.record().nodeId()) || peer.lastAnsweredMs().isEmpty()) {
            return false;
        }
        Entry entry = new Entry(peer.record(), peer.firstSeenMs());
        entry.lastSeenMs = peer.lastSeenMs();
        // A clock that went back must not keep it live for longer.
        entry.lastAnsweredMs = Math.min(peer.lastAnsweredMs().getAsLong(), nowMs);
        entry.rttMs = peer.rttMs().orElse(0);
        entry.checks = peer.checks();
        entry.live = nowMs - entry.lastAnsweredMs < LIVE_MS;
        entry.stored = true;
        entry.storedAnswerMs = entry.lastAnsweredMs;
        insert(entry);
        return true;
    }

    /** Forgets the peer; false when it is not here. */
    boolean remove(NodeId id) {
        Entry entry = peers.get(id);
        if (entry != null) {
            forget(entry);
        }
        return entry != null;
    }

    private void insert(Entry entry) {
        peers.put(entry.record.nodeId(), entry);
        rank(entry);
        if (peers.size() > capacity) {
            NodeId longestUnanswered =
                    (unproven.isEmpty() ? proven : unproven).first().id();
            evicted++;
            remove(longestUnanswered);
        }
    }

    private void update(Entry entry, NodeRecord record) {
        boolean moved = !sameEndpoints(entry.record, record);
        boolean wasLive = entry.live;
        FoundPeer before = entry.view();
        unrank(entry);
        entry.record = record;
        if (entry.hasAnswered()) {
            changed.add(record.nodeId());
        }
        if (moved) {
            entry.live = false;
            entry.lastAnsweredMs = Entry.NEVER;
        }
        rank(entry);
        if (wasLive) {
            events.add(moved ? lost(before) : new ServiceEvent.PeerUpdated(entry.view()));
        }
    }

    private static boolean sameEndpoints(NodeRecord one, NodeRecord other) {
        return one.udp4().equals(other.udp4()) && one.udp6().equals(other.udp6());
    }

    private static ServiceEvent lost(FoundPeer peer) {
        return new ServiceEvent.PeerLost(new FoundPeer(
                peer.record(),
                peer.firstSeenMs(),
                peer.lastSeenMs(),
                peer.lastAnsweredMs(),
                false,
                peer.checks(),
                peer.rttMs()));
    }

    private void forget(Entry entry) {
        NodeId id = entry.record.nodeId();
        peers.remove(id);
        forgotten.add(id);
        unrank(entry);
        if (entry.stored) {
            changed.add(id);
        }
        if (entry.live) {
            events.add(lost(entry.view()));
        }
    }

    private void rank(Entry entry) {
        (entry.hasAnswered() ? proven : unproven).add(entry.rank());
        if (entry.live) {
            live.add(entry.rank());
        }
    }

    private void unrank(Entry entry) {
        (entry.hasAnswered() ? proven : unproven).remove(entry.rank());
        live.remove(entry.rank());
    }

    /** Reports those whose last answer is too long ago. */
    void tick(long nowMs) {
        while (!live.isEmpty() && live.first().atMs() + LIVE_MS <= nowMs) {
            Entry entry = Objects.requireNonNull(peers.get(live.pollFirst().id()));
            entry.live = false;
            events.add(lost(entry.view()));
        }
    }

    /** When {@link #tick} has something to do, by the wall clock; {@code Long.MAX_VALUE}: never. */
    long nextDeadlineMs() {
        return live.isEmpty() ? Long.MAX_VALUE : live.first().atMs() + LIVE_MS;
    }

    /** What to tell subscribers, oldest first; null: nothing more. */
    @Nullable
    ServiceEvent poll() {
        return events.poll();
    }

    /** A peer that was evicted or removed; null: no more. */
    @Nullable
    NodeId pollForgotten() {
        return forgotten.poll();
    }

    Optional<FoundPeer> get(NodeId id) {
        return Optional.ofNullable(peers.get(id)).map(Entry::view);
    }

    /** At most {@code count} peers in the order of their IDs, from the start or after {@code cursor}: nothing that stays is missed between two pages. */
    List<FoundPeer> after(@Nullable NodeId cursor, int count) {
        SortedMap<NodeId, Entry> rest = cursor == null ? peers : peers.tailMap(cursor, false);
        List<FoundPeer> page = new ArrayList<>();
        for (Entry entry : rest.values()) {
            if (page.size() == count) {
                break;
            }
            page.add(entry.view());
        }
        return page;
    }

    /** At most {@code max} changes that the store does not have yet: a peer that has answered, or none when it is to be removed. */
    Map<NodeId, Optional<StoredPeer>> drainChanges(int max) {
        Map<NodeId, Optional<StoredPeer>> batch = new LinkedHashMap<>();
        Iterator<NodeId> next = changed.iterator();
        while (next.hasNext() && batch.size() < max) {
            NodeId id = next.next();
            next.remove();
            Entry entry = peers.get(id);
            if (entry != null) {
                entry.stored = entry.hasAnswered();
                entry.storedAnswerMs = entry.lastAnsweredMs;
            }
            batch.put(
                    id,
                    Optional.ofNullable(entry)
                            .filter(Entry::hasAnswered)
                            .map(Entry::view)
                            .map(StoredPeer::of));
        }
        return batch;
    }

    int size() {
        return peers.size();
    }

    int liveCount() {
        return live.size();
    }

    /** How many were let go since the store was full. */
    long evicted() {
        return evicted;
    }
}
