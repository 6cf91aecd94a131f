package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeStoreTest {

    private final Path temp;
    private final DataDirectory directory;

    NodeStoreTest(@TempDir Path temp) {
        this.temp = temp;
        this.directory = DataDirectory.open(temp, InstantSource.system());
    }

    @AfterEach
    void closeDirectory() {
        directory.close();
    }

    @Test
    void whatWasWrittenComesBackTheLastAnsweredFirst() throws IOException {
        NodeStore store = open(100).store();
        Map<NodeId, Optional<StoredPeer>> batch = new LinkedHashMap<>();
        for (int n = 0; n < 10; n++) {
            NodeRecord record = Peers.record(n, 1);
            batch.put(record.nodeId(), Optional.of(StoredPeer.of(Peers.answered(record, 1_000 + n % 5 * 10 + n))));
        }
        store.write(batch);
        store.write(Map.of(Peers.record(3, 1).nodeId(), Optional.empty()));
        store.close();

        NodeStore.Opened again = open(100);
        assertEquals(9, again.store().size());
        List<StoredPeer> expected = batch.values().stream()
                .flatMap(Optional::stream)
                .filter(peer -> !peer.record().equals(Peers.record(3, 1).encoded()))
                .sorted((one, other) -> Long.compare(other.lastAnsweredMs(), one.lastAnsweredMs()))
                .toList();
        assertEquals(expected, again.stored());
        assertEquals(
                Peers.record(9, 1),
                again.stored().getFirst().verify(Peers.CURVE).orElseThrow().record());
        again.store().close();
    }

    @Test
    void beyondTheBoundThoseWhoAnsweredLongestAgoAreDropped() throws IOException {
        NodeStore store = open(100).store();
        store.write(batch(20));
        store.close();
        NodeStore.Opened bounded = open(5);
        assertEquals(5, bounded.stored().size());
        assertEquals(5, bounded.store().size());
        assertEquals(1_019, bounded.stored().getFirst().lastAnsweredMs());
        assertEquals(1_015, bounded.stored().getLast().lastAnsweredMs());
        bounded.store().close();
    }

    @Test
    void aFileThatIsNoStoreIsSetAsideAndANewOneStarted() throws IOException {
        Files.writeString(directory.file(NodeStore.FILE), "this is not a store\n".repeat(1_000));
        NodeStore.Opened opened = open(100);
        assertEquals(List.of(), opened.stored());
        opened.store().write(batch(3));
        opened.store().close();
        assertEquals(3, open(100).stored().size());
        String aside = new String(Files.readAllBytes(setAside()), StandardCharsets.UTF_8);
        assertTrue(aside.startsWith("this is not a store"));
    }

    @Test
    void aStoreWithAHoleIsSetAsideOrReadWithoutWhatWasThere() throws IOException {
        NodeStore store = open(10_000).store();
        store.write(batch(500));
        store.close();
        byte[] whole = Files.readAllBytes(directory.file(NodeStore.FILE));
        for (int hole = 0; hole < whole.length; hole += whole.length / 7) {
            byte[] broken = whole.clone();
            Arrays.fill(broken, hole, Math.min(hole + 6_000, broken.length), (byte) 0x55);
            Files.write(directory.file(NodeStore.FILE), broken);
            NodeStore.Opened opened = open(10_000);
            assertTrue(opened.stored().size() <= 500);
            opened.stored().forEach(peer -> peer.verify(Peers.CURVE));
            opened.store().write(batch(2));
            opened.store().close();
        }
    }

    @Test
    void aTruncatedStoreIsSetAsideOrReadAsItWas() throws IOException {
        NodeStore store = open(10_000).store();
        store.write(batch(200));
        store.close();
        byte[] whole = Files.readAllBytes(directory.file(NodeStore.FILE));
        for (int size = 0; size < whole.length; size += whole.length / 9) {
            Files.write(directory.file(NodeStore.FILE), Arrays.copyOf(whole, size));
            NodeStore.Opened opened = open(10_000);
            assertTrue(opened.stored().size() <= 200);
            opened.store().close();
        }
    }

    @Test
    void aRowThatIsNoPeerIsDropped() throws IOException {
        try (MVStore raw = new MVStore.Builder()
                .fileName(directory.file(NodeStore.FILE).toString())
                .open()) {
            raw.openMap(
                            "peers",
                            new MVMap.Builder<byte[], byte[]>()
                                    .keyType(ByteArrayDataType.INSTANCE)
                                    .valueType(ByteArrayDataType.INSTANCE))
                    .put(new byte[] {1}, new byte[] {2, 3});
            raw.commit();
        }
        NodeStore.Opened opened = open(10);
        assertEquals(0, opened.store().size());
        assertEquals(List.of(), opened.stored());
        opened.store().close();
    }

    private NodeStore.Opened open(int peersMax) throws IOException {
        return NodeStore.open(directory, peersMax);
    }

    private Path setAside() throws IOException {
        try (var files = Files.list(temp)) {
            return files.filter(file -> file.toString().contains(NodeStore.FILE + ".corrupt-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Peer {@code n} answered at 1,000 + n. */
    private static Map<NodeId, Optional<StoredPeer>> batch(int peers) {
        Map<NodeId, Optional<StoredPeer>> batch = new LinkedHashMap<>();
        for (int n = 0; n < peers; n++) {
            NodeRecord record = Peers.record(n, 1);
            batch.put(record.nodeId(), Optional.of(StoredPeer.of(Peers.answered(record, 1_000 + n))));
        }
        return batch;
    }
}
