package io.wayfinder.discovery.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.wayfinder.enr.NodeId;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what changed of the found peers to the store, in batches, on a worker. Confined to the event loop. */
final class StoreWriter implements Timed {

    /** What {@code kill -9} may lose. */
    static final long BATCH_MS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

    private final Context context;
    private final FoundPeers peers;
    private final Optional<NodeStore> store;
    private long nextMs;
    private boolean writing;
    private long batches;
    private long failures;

    StoreWriter(Context context, FoundPeers peers, Optional<NodeStore> store, long nowMs) {
        this.context = context;
        this.peers = peers;
        this.store = store;
        this.nextMs = nowMs + BATCH_MS;
    }

    @Override
    public void tick(long nowMs) {
        nextMs = nowMs + BATCH_MS;
        if (!writing) {
            flush();
        }
    }

    /** Writes all there is; never fails. Batches are written one after the other. */
    Future<Void> flush() {
        Map<NodeId, Optional<StoredPeer>> batch = peers.drainChanges(FoundPeers.PEERS_MAX);
        if (store.isEmpty() || batch.isEmpty()) {
            return Future.succeededFuture();
        }
        writing = true;
        return context.<Void>executeBlocking(() -> {
                    store.get().write(batch);
                    return null;
                })
                .transform(done -> {
                    writing = false;
                    batches++;
                    if (done.failed()) {
                        failed(batch.size(), done.cause());
                    }
                    return Future.succeededFuture();
                });
    }

    private void failed(int lost, Throwable cause) {
        if (failures++ == 0) {
            LOG.warn("Cannot write the peer store, {} peers are not kept: {}", lost, cause.toString());
        }
    }

    @Override
    public long nextDeadlineMs() {
        return nextMs;
    }

    void count(Map<String, Long> counters) {
        counters.put("store_batches", batches);
        counters.put("store_failures", failures);
    }
}
