package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.enr.NodeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodesFileTest {

    private static final Secp256k1 CURVE = Secp256k1.provider();
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
    private static final Instant NOON_IN_SECONDS = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path directory = Path.of("");

    private static NodeRecord record() {
        Bootnodes.Bootnode bootnode = Bootnodes.of(Network.MAINNET).stream()
                .filter(each -> each.text().startsWith("enr:"))
                .findFirst()
                .orElseThrow();
        return ContactArgument.record(bootnode.text(), CURVE);
    }

    @Test
    void fileIsWrittenAsGethWritesIt() throws IOException {
        NodeRecord record = record();
        Path file = directory.resolve("nodes.json");
        NodesFile.write(file, List.of(CrawledNode.of(record).answered(NOON)));
        JsonObject written = new JsonObject(Files.readString(file));
        assertEquals(List.of(record.nodeId().bytes().toUnprefixedHexString()), List.copyOf(written.fieldNames()));
        JsonObject node = written.getJsonObject(record.nodeId().bytes().toUnprefixedHexString());
        assertEquals(
                List.of("seq", "record", "score", "firstResponse", "lastResponse", "lastCheck"),
                List.copyOf(node.fieldNames()));
        assertEquals(record.seq(), node.getLong("seq"));
        assertEquals(record.text(), node.getString("record"));
        assertEquals("2026-11-22T12:00:00Z", node.getString("lastCheck"));
        try (var files = Files.list(directory)) {
            assertEquals(1, files.count(), "nothing is left beside it");
        }
    }

    @Test
    void whatWasWrittenIsReadBack() {
        CrawledNode node = CrawledNode.of(record())
                .answered(NOON_IN_SECONDS)
                .silent(NOON_IN_SECONDS.plusSeconds(60))
                .answered(NOON_IN_SECONDS);
        Path file = directory.resolve("nodes.json");
        NodesFile.write(file, List.of(node));
        assertEquals(List.of(node), NodesFile.read(file, CURVE));
    }

    @Test
    void gethsOwnFileIsRead() throws IOException {
        NodeRecord record = record();
        Path file = Files.writeString(
                directory.resolve("nodes.json"),
                "{\"" + record.nodeId().bytes().toUnprefixedHexString() + "\": {\"seq\": 1, \"record\": \""
                        + record.text()
                        + "\", \"score\": 3, \"firstResponse\": \"0001-01-01T00:00:00Z\","
                        + " \"lastResponse\": \"0001-01-01T00:00:00Z\", \"lastCheck\": \"2026-01-01T00:00:00Z\"},"
                        + " \"ab\": {\"record\": \"enr:forged\"}}");
        List<CrawledNode> read = NodesFile.read(file, CURVE);
        assertEquals(1, read.size());
        assertEquals(3, read.getFirst().score());
        assertTrue(read.getFirst().lastResponse().isEmpty());
    }

    @Test
    void missingOrEmptyFileIsABeginning() throws IOException {
        assertEquals(List.of(), NodesFile.read(directory.resolve("none"), CURVE));
        assertEquals(List.of(), NodesFile.read(Files.createFile(directory.resolve("empty")), CURVE));
    }

    @Test
    void otherFilesAreRefusedRatherThanOverwritten() throws IOException {
        for (String content : List.of("hello", "[]", "{\"a\": 1}", "{\"a\": {\"record\": 1}}")) {
            Path file = Files.writeString(directory.resolve("notes"), content);
            Failure refused = assertThrows(Failure.class, () -> NodesFile.read(file, CURVE), content);
            assertEquals(2, refused.exitCode());
        }
    }
}
