package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kill -9} leaves of a data directory. */
@Timeout(30)
class KilledTest {

    private static final int BATCH = 50;

    @TempDir
    Path temp;

    @Test
    void theSequenceNumberAndEveryFinishedBatchOutliveKill9() throws Exception {
        for (int kill = 0; kill < 2; kill++) {
            long told = 0;
            int batches = 0;
            Process child = child();
            try (BufferedReader out = child.inputReader()) {
                assertEquals("open", out.readLine());
                DiscoveryException locked =
                        assertThrows(DiscoveryException.class, () -> DataDirectory.open(temp, InstantSource.system()));
                DataDirectoryTest.assertOneLineWith(locked, temp.toString());
                for (int line = 0; line < 40 + 13 * kill; line++) {
                    told = Long.parseLong(out.readLine());
                    batches++;
                }
                child.destroyForcibly();
            }
            assertTrue(child.waitFor(10, TimeUnit.SECONDS));
            try (DataDirectory directory = DataDirectory.open(temp, InstantSource.system())) {
                assertTrue(directory.seq() >= told, directory.seq() + " after " + told + " was announced");
                NodeStore.Opened opened = NodeStore.open(directory, 100_000);
                assertTrue(opened.stored().size() >= BATCH, opened.stored().size() + " peers");
                long lastBatch = opened.stored().getFirst().lastAnsweredMs();
                assertTrue(lastBatch >= batches, "batch " + lastBatch + " after " + batches + " were told");
                opened.stored()
                        .forEach(peer -> assertTrue(peer.verify(Peers.CURVE).isPresent()));
                opened.store().close();
            }
        }
    }

    private Process child() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                temp.toString());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Writes batches and sequence numbers for ever, and says on stdout what it has finished. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            DataDirectory directory = DataDirectory.open(Path.of(arguments[0]), InstantSource.system());
            NodeStore store = NodeStore.open(directory, 100_000).store();
            List<NodeRecord> records = Peers.records(BATCH);
            System.out.println("open");
            long seq = directory.seq();
            for (long batch = 1; ; batch++) {
                store.write(batch(records, batch));
                directory.keepSeq(++seq);
                System.out.println(seq);
            }
        }

        private static Map<NodeId, Optional<StoredPeer>> batch(List<NodeRecord> records, long atMs) {
            Map<NodeId, Optional<StoredPeer>> batch = new LinkedHashMap<>();
            records.forEach(
                    record -> batch.put(record.nodeId(), Optional.of(StoredPeer.of(Peers.answered(record, atMs)))));
            return batch;
        }
    }
}
