package io.wayfinder.discovery.service;

import io.wayfinder.enr.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peers that have answered, in {@code peers.mv} of the data directory: what the table is filled from after a restart. A batch is
 * committed whole, so that {@code kill -9} loses at most the batch that was being written. Every method blocks and belongs on one worker at a time.
 */
final class NodeStore implements AutoCloseable {

    static final String FILE = "peers.mv";

    /** Of compaction at the end, so that a stop takes well under the two seconds it has. */
    private static final int COMPACT_MS_MAX = 200;

    /** Old pages are swept together once in so many batches: the file stays at a few times what it holds. */
    private static final int BATCHES_PER_COMPACTION = 12;

    private static final int FILL_PERCENT = 50;
    private static final int COMPACTION_BYTES_MAX = 4 << 20;
    private static final int CACHE_MB = 1;
    private static final Logger LOG = LoggerFactory.getLogger(NodeStore.class);

    private final MVStore store;
    private final MVMap<byte[], byte[]> peers;
    private long batches;

    private NodeStore(MVStore store) {
        this.store = store;
        this.peers = store.openMap(
                "peers",
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    /**
     * Opens the store and reads it once. One that cannot be read is set aside, its new name told in the log, and a new one started.
     *
     * @throws IOException when not even a new one can be made
     */
    static Opened open(DataDirectory directory, int peersMax) throws IOException {
        try {
            return read(directory, peersMax);
        } catch (MVStoreException | IllegalArgumentException | IllegalStateException corrupt) {
            LOG.warn(
                    "The peer store {} is unreadable ({}); set aside as {} and started anew",
                    directory.file(FILE),
                    firstLine(corrupt),
                    directory.setAside(FILE));
        }
        try {
            return read(directory, peersMax);
        } catch (MVStoreException unusable) {
            throw new IOException(firstLine(unusable), unusable);
        }
    }

    /** @param stored the last answered first, at most as many as asked for */
    record Opened(NodeStore store, List<StoredPeer> stored) {}

    private static Opened read(DataDirectory directory, int peersMax) {
        MVStore file = new MVStore.Builder()
                .fileName(directory.file(FILE).toString())
                .autoCommitDisabled()
                .cacheSize(CACHE_MB)
                .open();
        try {
            NodeStore store = new NodeStore(file);
            return new Opened(store, store.load(peersMax));
        } catch (RuntimeException unreadable) {
            file.closeImmediately();
            throw unreadable;
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Reads all there is; drops what is not a peer, and beyond {@code peersMax} those that answered longest ago. */
    private List<StoredPeer> load(int peersMax) {
        record Row(Bytes key, StoredPeer peer) {}
        List<Row> rows = new ArrayList<>();
        List<Bytes> unusable = new ArrayList<>();
        Cursor<byte[], byte[]> cursor = peers.cursor(null);
        while (cursor.hasNext()) {
            Bytes key = Bytes.wrap(cursor.next());
            StoredPeer.decode(cursor.getValue())
                    .ifPresentOrElse(peer -> rows.add(new Row(key, peer)), () -> unusable.add(key));
        }
        rows.sort(Comparator.comparingLong((Row row) -> row.peer().lastAnsweredMs())
                .reversed());
        rows.stream().skip(peersMax).forEach(row -> unusable.add(row.key()));
        unusable.forEach(key -> peers.remove(key.toArrayUnsafe()));
        if (!unusable.isEmpty()) {
            LOG.warn("Dropped {} unusable or surplus peers from {}", unusable.size(), FILE);
        }
        return rows.stream().limit(peersMax).map(Row::peer).toList();
    }

    /** Writes and commits a batch; a peer without a value is removed. */
    void write(Map<NodeId, Optional<StoredPeer>> batch) {
        batch.forEach((id, peer) -> {
            byte[] key = id.bytes().toArrayUnsafe();
            peer.ifPresentOrElse(value -> peers.put(key, value.encode()), () -> peers.remove(key));
        });
        store.commit();
        if (++batches % BATCHES_PER_COMPACTION == 0) {
            store.compact(FILL_PERCENT, COMPACTION_BYTES_MAX);
        }
    }

    int size() {
        return peers.size();
    }

    /** Commits and syncs. */
    @Override
    public void close() {
        if (!store.isClosed()) {
            store.close(COMPACT_MS_MAX);
        }
    }
}
