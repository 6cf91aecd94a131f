package io.wayfinder.discovery.service;

import io.vertx.core.Promise;
import io.wayfinder.discovery.service.DiscoveryService.PeerPage;
import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes through the found peers in the order of their IDs, some in each turn of the loop, since there may be 50,000 and a filter is not ours. Confined to the event loop. */
final class PeerScan {

    /** In one turn. A filter that decodes entries takes some microseconds a peer. */
    static final int SLICE = 256;

    private final ProtocolLoop loop;
    private final FoundPeers peers;

    PeerScan(ProtocolLoop loop, FoundPeers peers) {
        this.loop = loop;
        this.peers = peers;
    }

    /** Shows each peer after the cursor to the visitor, until that says no. */
    void visit(Optional<NodeId> after, Predicate<FoundPeer> visitor) {
        visit(after.orElse(null), visitor, () -> {});
    }

    private void visit(@Nullable NodeId after, Predicate<FoundPeer> visitor, Runnable atEnd) {
        List<FoundPeer> slice = peers.after(after, SLICE);
        for (FoundPeer peer : slice) {
            if (!visitor.test(peer)) {
                return;
            }
        }
        if (slice.size() < SLICE) {
            atEnd.run();
        } else {
            NodeId last = slice.getLast().record().nodeId();
            loop.later(() -> visit(last, visitor, atEnd));
        }
    }

    /** Completes the promise with a page of at most {@code limit} peers that pass; a filter that throws fails it. */
    void page(Promise<PeerPage> page, Predicate<FoundPeer> filter, int limit, Optional<NodeId> after) {
        List<FoundPeer> passed = new ArrayList<>();
        visit(
                after.orElse(null),
                peer -> {
                    try {
                        if (!filter.test(peer)) {
                            return true;
                        }
                    } catch (RuntimeException fault) {
                        page.tryFail(fault);
                        return false;
                    }
                    if (passed.size() == limit) {
                        NodeId last = passed.getLast().record().nodeId();
                        page.tryComplete(new PeerPage(List.copyOf(passed), Optional.of(last.toString())));
                        return false;
                    }
                    passed.add(peer);
                    return true;
                },
                () -> page.tryComplete(new PeerPage(List.copyOf(passed), Optional.empty())));
    }
}
