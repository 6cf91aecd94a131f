package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.service.DiscoveryService.FindResult;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PeerSearchTest {

    private static final NodeRecord A = Peers.record(1, 1);
    private static final NodeRecord B = Peers.record(2, 1);

    private final PeerSearch search = search(2);

    private static PeerSearch search(int count) {
        return new PeerSearch(FoundPeer::live, count, 0, 10_000, new SplittableRandom(1));
    }

    private static FoundPeer peer(NodeRecord record, boolean live) {
        return new FoundPeer(record, 1, 1, OptionalLong.empty(), live, 0, OptionalLong.empty());
    }

    @Test
    void itIsDoneWhenEnoughAreLive() {
        search.offer(peer(A, true));
        search.offer(peer(A, true));
        assertFalse(search.isDone(0));
        search.offer(peer(B, true));
        assertTrue(search.isDone(0));
        assertEquals(Long.MIN_VALUE, search.nextDeadlineMs());
        assertEquals(new FindResult(List.of(peer(A, true), peer(B, true)), true), search.result());
        search.offer(peer(Peers.record(3, 1), true));
        assertEquals(2, search.result().peers().size());
    }

    @Test
    void itIsDoneWhenTheTimeIsUpWithWhatItHas() {
        search.offer(peer(A, true));
        assertFalse(search.isDone(9_999));
        assertTrue(search.isDone(10_000));
        assertEquals(new FindResult(List.of(peer(A, true)), false), search.result());
    }

    @Test
    void whoWouldMatchIfOnlyLiveIsCheckedOnce() {
        search.offer(peer(A, false));
        search.offer(peer(A, false));
        assertEquals(Long.MIN_VALUE, search.nextDeadlineMs());
        assertEquals(A, search.nextCheck());
        assertNull(search.nextCheck());
        search.checkEnded();
        search.offer(peer(A, false));
        assertNull(search.nextCheck());
    }

    @Test
    void fewChecksAtOnce() {
        Peers.records(PeerSearch.CHECKS_AT_ONCE + 5).forEach(record -> search.offer(peer(record, false)));
        for (int check = 0; check < PeerSearch.CHECKS_AT_ONCE; check++) {
            assertNotNull(search.nextCheck());
        }
        assertNull(search.nextCheck());
        search.checkEnded();
        assertNotNull(search.nextCheck());
    }

    @Test
    void lookupsAreFewSpacedAndSpreadOverTheIdSpace() {
        Set<Long> quarters = new TreeSet<>();
        long nowMs = 0;
        for (int lookup = 0; lookup < 4; lookup++) {
            NodeId target = search.nextLookup(nowMs);
            assertNotNull(target);
            quarters.add(target.w0() >>> 62);
            assertNull(search.nextLookup(nowMs));
            assertEquals(nowMs + PeerSearch.LOOKUP_SPACING_MS, search.nextDeadlineMs());
            nowMs = search.nextDeadlineMs();
            search.lookupEnded();
        }
        assertEquals(Set.of(0L, 1L, 2L, 3L), quarters);
        for (int open = 0; open < PeerSearch.LOOKUPS_AT_ONCE; open++) {
            assertNotNull(search.nextLookup(nowMs));
            nowMs += PeerSearch.LOOKUP_SPACING_MS;
        }
        assertNull(search.nextLookup(nowMs));
        assertEquals(10_000, search.nextDeadlineMs());
    }
}
