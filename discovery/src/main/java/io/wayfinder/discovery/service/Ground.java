package io.wayfinder.discovery.service;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.service.DiscoveryException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a node stands on, and whose making blocks: the curve, whose native library may have to be loaded, and what an earlier run kept.
 *
 * @param candidates the peers of an earlier run that answered last, verified
 * @param older the others, not verified yet
 */
record Ground(
        Secp256k1 curve,
        Optional<DataDirectory> directory,
        Optional<NodeStore> store,
        List<FoundPeer> candidates,
        List<StoredPeer> older) {

    /** Verified and pinged before anything else: three times what a table of a large network holds. */
    static final int CANDIDATES_MAX = 1_024;

    /** @throws DiscoveryException with one line, when the data directory cannot be used */
    static Ground prepare(Optional<Path> dataDirectory, InstantSource clock) {
        Secp256k1 curve = Secp256k1.provider();
        if (dataDirectory.isEmpty()) {
            return new Ground(curve, Optional.empty(), Optional.empty(), List.of(), List.of());
        }
        DataDirectory directory = DataDirectory.open(dataDirectory.get(), clock);
        try {
            NodeStore.Opened opened = NodeStore.open(directory, FoundPeers.PEERS_MAX);
            List<StoredPeer> stored = opened.stored();
            int first = Math.min(CANDIDATES_MAX, stored.size());
            return new Ground(
                    curve,
                    Optional.of(directory),
                    Optional.of(opened.store()),
                    verified(stored.stream().limit(first), curve),
                    stored.subList(first, stored.size()));
        } catch (IOException unusable) {
            directory.close();
            throw new DiscoveryException(
                    Reason.REFUSED,
                    "cannot use the data directory " + directory.path() + ": " + unusable.getMessage()
                            + "; make it writable, or choose another");
        } catch (RuntimeException fault) {
            directory.close();
            throw fault;
        }
    }

    static List<FoundPeer> verified(Stream<StoredPeer> stored, Secp256k1 curve) {
        return stored.flatMap(peer -> peer.verify(curve).stream()).toList();
    }

    /** Blocks. */
    void close() {
        store.ifPresent(NodeStore::close);
        directory.ifPresent(DataDirectory::close);
    }
}
