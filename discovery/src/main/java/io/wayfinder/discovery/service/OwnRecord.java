package io.wayfinder.discovery.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.service.DiscoveryException.Reason;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Our record and its sequence numbers: each the highest of the one before plus 1 and the Unix time in milliseconds, and kept on disk before anybody is
 * told, so that it never goes back, neither after {@code kill -9} nor with a wiped or no data directory. Confined to the event loop.
 */
final class OwnRecord {

    /** Changes that wait for the disk; beyond, a new one is refused as busy. */
    static final int CHANGES_MAX = 64;

    private final Context context;
    private final SecretKey key;
    private final Secp256k1 curve;
    private final Optional<DataDirectory> directory;
    private final InstantSource clock;
    private long seq;
    private @Nullable NodeRecord current;
    private Future<NodeRecord> last = Future.failedFuture("no record yet");
    private int waiting;

    OwnRecord(Context context, SecretKey key, Secp256k1 curve, Optional<DataDirectory> directory, InstantSource clock) {
        this.context = context;
        this.key = key;
        this.curve = curve;
        this.directory = directory;
        this.clock = clock;
        this.seq = directory.map(DataDirectory::seq).orElse(0L);
    }

    /**
     * Changes the record, after all earlier changes; the first starts from nothing. Completes on the event loop with the signed record, whose number is kept
     * by then. Fails with REFUSED when a change cannot be made, with BUSY when too many wait.
     */
    Future<NodeRecord> change(Consumer<NodeRecordBuilder> change) {
        if (waiting >= CHANGES_MAX) {
            return Future.failedFuture(new DiscoveryException(
                    Reason.BUSY, CHANGES_MAX + " changes of the record wait already; try later"));
        }
        waiting++;
        last = last.transform(before -> signed(change)).andThen(done -> waiting--);
        return last;
    }

    private Future<NodeRecord> signed(Consumer<NodeRecordBuilder> change) {
        NodeRecord next;
        try {
            NodeRecordBuilder builder = current == null ? new NodeRecordBuilder() : NodeRecordBuilder.from(current);
            change.accept(builder);
            next = builder.seq(nextSeq(seq, clock.millis())).sign(key, curve);
        } catch (IllegalArgumentException impossible) {
            return Future.failedFuture(
                    new DiscoveryException(Reason.REFUSED, "cannot change the record: " + impossible.getMessage()));
        }
        return kept(next.seq()).map(done -> {
            seq = next.seq();
            current = next;
            return next;
        });
    }

    static long nextSeq(long before, long unixMs) {
        return Long.compareUnsigned(before, unixMs) < 0 ? unixMs : before + 1;
    }

    private Future<Void> kept(long next) {
        if (directory.isEmpty()) {
            return Future.succeededFuture();
        }
        return context.<Void>executeBlocking(() -> {
                    directory.get().keepSeq(next);
                    return null;
                })
                .recover(failure -> Future.failedFuture(new DiscoveryException(
                        Reason.REFUSED,
                        "cannot keep the record's sequence number in "
                                + directory.get().path() + ": " + failure.getMessage()
                                + "; free some disk space or make it writable")));
    }
}
