package io.wayfinder.discovery.service;

import io.wayfinder.discovery.service.DiscoveryService.FindResult;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One active search for live peers that match: tells what to look up and whom to check, is told of peers, knows when it is done. A
 * peer that would match if only it were live is checked at once, past {@link LivenessChecks}. Confined to one thread.
 */
final class PeerSearch {

    /** Of random targets, which together spread over the whole ID space. */
    static final int LOOKUPS_AT_ONCE = 2;

    /** Between the starts of two, so that a small network is not asked for ever without a pause. */
    static final long LOOKUP_SPACING_MS = 500;

    static final int CHECKS_AT_ONCE = 16;

    /** Peers waiting for their check; beyond, new ones wait for their ordinary one. */
    static final int CANDIDATES_MAX = 1_024;

    private final Predicate<FoundPeer> filter;
    private final int count;
    private final long deadlineMs;
    private final RandomGenerator choices;
    private final LinkedHashMap<NodeId, FoundPeer> matches = new LinkedHashMap<>();
    private final ArrayDeque<NodeRecord> candidates = new ArrayDeque<>();
    /** Checked by this search, once each: at most as many as there are found peers. */
    private final Set<NodeId> tried = new LinkedHashSet<>();

    private int checks;
    private int lookups;
    private int lookupsStarted;
    private long nextLookupMs;

    PeerSearch(Predicate<FoundPeer> filter, int count, long nowMs, long deadlineMs, RandomGenerator choices) {
        this.filter = filter;
        this.count = count;
        this.deadlineMs = deadlineMs;
        this.choices = choices;
        this.nextLookupMs = nowMs;
    }

    /** A peer that is known, was found or has changed. */
    void offer(FoundPeer peer) {
        NodeId id = peer.record().nodeId();
        if (peer.live()) {
            if (filter.test(peer) && matches.size() < count) {
                matches.put(id, peer);
            }
        } else if (candidates.size() < CANDIDATES_MAX && !tried.contains(id) && filter.test(asLive(peer))) {
            tried.add(id);
            candidates.add(peer.record());
        }
    }

    private static FoundPeer asLive(FoundPeer peer) {
        return new FoundPeer(
                peer.record(),
                peer.firstSeenMs(),
                peer.lastSeenMs(),
                OptionalLong.of(peer.lastSeenMs()),
                true,
                peer.checks(),
                peer.rttMs());
    }

    boolean isDone(long nowMs) {
        return matches.size() >= count || nowMs >= deadlineMs;
    }

    FindResult result() {
        List<FoundPeer> peers = new ArrayList<>(matches.values());
        return new FindResult(List.copyOf(peers), peers.size() >= count);
    }

    /** Whom to ping now; null: nobody. */
    @Nullable
    NodeRecord nextCheck() {
        if (checks >= CHECKS_AT_ONCE || candidates.isEmpty()) {
            return null;
        }
        checks++;
        return candidates.poll();
    }

    void checkEnded() {
        checks--;
    }

    /** What to look up now; null: nothing yet. */
    @Nullable
    NodeId nextLookup(long nowMs) {
        if (lookups >= LOOKUPS_AT_ONCE || nowMs < nextLookupMs) {
            return null;
        }
        lookups++;
        nextLookupMs = nowMs + LOOKUP_SPACING_MS;
        // The counter's bits reversed: each target is far from those before it, whatever their number.
        long far = Integer.toUnsignedLong(Integer.reverse(lookupsStarted++)) << 32;
        return new NodeId(
                far | (choices.nextInt() & 0xffff_ffffL), choices.nextLong(), choices.nextLong(), choices.nextLong());
    }

    void lookupEnded() {
        lookups--;
    }

    /** When something may be started, or it is done. */
    long nextDeadlineMs() {
        if (matches.size() >= count || (checks < CHECKS_AT_ONCE && !candidates.isEmpty())) {
            return Long.MIN_VALUE;
        }
        return lookups < LOOKUPS_AT_ONCE ? Math.min(nextLookupMs, deadlineMs) : deadlineMs;
    }
}
