package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FoundPeersTest {

    private static final NodeRecord A = Peers.record(1, 1);
    private static final NodeRecord B = Peers.record(2, 1);
    private static final NodeRecord C = Peers.record(3, 1);

    private final FoundPeers peers = new FoundPeers(2);

    @Test
    void aPeerIsFoundWhenItFirstAnswersAndLostHalfAnHourAfterItsLastAnswer() {
        peers.seen(1_000, A);
        assertNull(peers.poll());
        peers.answered(2_000, A, 7);
        ServiceEvent.PeerFound found = assertInstanceOf(ServiceEvent.PeerFound.class, peers.poll());
        assertEquals(new FoundPeer(A, 1_000, 2_000, OptionalLong.of(2_000), true, 1, OptionalLong.of(7)), found.peer());
        peers.answered(3_000, A, 8);
        assertNull(peers.poll());

        assertEquals(3_000 + FoundPeers.LIVE_MS, peers.nextDeadlineMs());
        peers.tick(peers.nextDeadlineMs() - 1);
        assertNull(peers.poll());
        peers.tick(peers.nextDeadlineMs());
        ServiceEvent.PeerLost lost = assertInstanceOf(ServiceEvent.PeerLost.class, peers.poll());
        assertFalse(lost.peer().live());
        assertEquals(2, lost.peer().checks());
        assertEquals(Long.MAX_VALUE, peers.nextDeadlineMs());

        peers.answered(9_000_000, A, 9);
        assertInstanceOf(ServiceEvent.PeerFound.class, peers.poll());
    }

    @Test
    void aNewerRecordIsToldOnlyOfALivePeer() {
        NodeRecord newer = Peers.record(1, 2);
        peers.seen(1, A);
        peers.seen(2, newer);
        assertNull(peers.poll());
        peers.answered(3, newer, 1);
        assertInstanceOf(ServiceEvent.PeerFound.class, peers.poll());
        peers.seen(4, Peers.record(1, 3));
        ServiceEvent.PeerUpdated updated = assertInstanceOf(ServiceEvent.PeerUpdated.class, peers.poll());
        assertEquals(3, updated.peer().record().seq());
        peers.seen(5, newer);
        assertNull(peers.poll());
        assertEquals(3, peers.get(A.nodeId()).orElseThrow().record().seq());
    }

    @Test
    void anAnswerCountsOnlyForTheEndpointThatGaveIt() {
        peers.answered(1, A, 1);
        peers.poll();
        NodeRecord elsewhere = Peers.record(1, 2, 40_000);
        peers.seen(2, elsewhere);
        assertInstanceOf(ServiceEvent.PeerLost.class, peers.poll());
        assertEquals(OptionalLong.empty(), peers.get(A.nodeId()).orElseThrow().lastAnsweredMs());
        peers.answered(3, A, 1);
        assertFalse(peers.get(A.nodeId()).orElseThrow().live());
        peers.answered(4, elsewhere, 1);
        assertInstanceOf(ServiceEvent.PeerFound.class, peers.poll());
    }

    @Test
    void aFullStoreLetsGoOfWhoNeverAnsweredFirst() {
        peers.answered(1, A, 1);
        peers.seen(2, B);
        peers.seen(3, C);
        assertEquals(Optional.empty(), peers.get(B.nodeId()));
        assertEquals(B.nodeId(), peers.pollForgotten());
        peers.answered(4, C, 1);
        peers.poll();
        peers.poll();
        peers.answered(5, B, 1);
        assertEquals(Optional.empty(), peers.get(B.nodeId()), "a stranger pushes out nobody who has answered");
        assertEquals(2, peers.evicted());
        assertEquals(2, peers.size());
    }

    @Test
    void theLongestUnansweredIsEvictedAndReportedLost() {
        FoundPeers one = new FoundPeers(1);
        one.answered(1, A, 1);
        one.poll();
        assertTrue(one.remove(A.nodeId()));
        assertFalse(one.remove(A.nodeId()));
        ServiceEvent.PeerLost lost = assertInstanceOf(ServiceEvent.PeerLost.class, one.poll());
        assertEquals(A, lost.peer().record());

        assertTrue(peers.restore(100, Peers.answered(A, 20)));
        assertTrue(peers.restore(100, Peers.answered(B, 10)));
        assertTrue(peers.restore(100, Peers.answered(C, 30)));
        assertEquals(Optional.empty(), peers.get(B.nodeId()));
        assertInstanceOf(ServiceEvent.PeerLost.class, peers.poll());
    }

    @Test
    void anEarlierRunsPeerIsLiveIfItsAnswerStillCounts() {
        long nowMs = FoundPeers.LIVE_MS + 1_000;
        peers.restore(nowMs, Peers.answered(A, 1_000));
        peers.restore(nowMs, Peers.answered(B, 1_001));
        assertFalse(peers.get(A.nodeId()).orElseThrow().live());
        assertTrue(peers.get(B.nodeId()).orElseThrow().live());
        assertNull(peers.poll());
        assertFalse(peers.restore(nowMs, Peers.answered(A, 5_000)), "it is known already");
        assertEquals(Map.of(), peers.drainChanges(10), "the store has them");
    }

    @Test
    void changesForTheStoreAreThoseWhoAnsweredAndThoseItMustForget() {
        peers.seen(1, B);
        peers.answered(2, A, 5);
        Map<NodeId, Optional<StoredPeer>> first = peers.drainChanges(10);
        assertEquals(List.of(A.nodeId()), List.copyOf(first.keySet()));
        assertEquals(Optional.of(new StoredPeer(2, 2, 2, 1, 5, A.encoded())), first.get(A.nodeId()));
        assertEquals(Map.of(), peers.drainChanges(10));
        peers.remove(A.nodeId());
        peers.remove(B.nodeId());
        assertEquals(Map.of(A.nodeId(), Optional.empty()), peers.drainChanges(10));
    }

    @Test
    void pagesInTheOrderOfIdsMissNobodyWhoStays() {
        FoundPeers many = new FoundPeers(100);
        List<NodeRecord> records = Peers.records(25);
        records.forEach(record -> many.seen(1, record));
        List<NodeId> paged = new ArrayList<>();
        List<FoundPeer> page = many.after(null, 10);
        while (!page.isEmpty()) {
            page.forEach(peer -> paged.add(peer.record().nodeId()));
            many.remove(page.getLast().record().nodeId());
            page = many.after(page.getLast().record().nodeId(), 10);
        }
        assertEquals(records.stream().map(NodeRecord::nodeId).sorted().toList(), paged);
    }
}
