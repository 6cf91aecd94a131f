package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our reading of records beside that of Tuweni's devp2p library. */
@Timeout(60)
class TuweniDecoderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void realRecordsReadAlike() throws IOException {
        Path data = Repository.root().resolve("enr/src/test/resources/real-enrs.jsonl");
        List<NodeRecord> records;
        try (Stream<String> lines = Files.lines(data)) {
            records = lines.map(TuweniDecoderTest::enr).map(OurNode::record).toList();
        }

        int refused = compare(records);

        // It verifies over its own encoding, which loses lists and leading zero bytes: 7 of the 111 real records have
        // such.
        assertEquals(7, refused);
    }

    @Test
    void recordsOfOursReadAlike() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<NodeRecord> records = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            records.add(new NodeRecordBuilder()
                    .seq(random.nextLong(1, Long.MAX_VALUE))
                    .put(Entries.IP, IpAddress.of(Bytes.random(4, new java.util.Random(i))))
                    .put(Entries.UDP, random.nextInt(1, 65_536))
                    .put(Entries.TCP, random.nextInt(1, 65_536))
                    .sign(SecretKey.generate(random), Secp256k1.provider()));
        }

        assertEquals(0, compare(records));
    }

    /** How many records the library refuses; what it reads from the others has to be what we read. */
    private static int compare(List<NodeRecord> records) throws IOException {
        Process decoder = PeerProcess.start(
                "tuweni",
                Repository.root().resolve("interop-tests/peers/tuweni"),
                Peer.java("tuweni", "io.wayfinder.peers.tuweni.TuweniDecoder"));
        int refused = 0;
        try (Writer in = decoder.outputWriter(StandardCharsets.UTF_8);
                var out = decoder.inputReader(StandardCharsets.UTF_8)) {
            for (NodeRecord record : records) {
                in.write(record.encoded().toHexString() + "\n");
                in.flush();
                JsonNode read = JSON.readTree(out.readLine());
                if (read.has("error")) {
                    refused++;
                } else {
                    assertEquals(record.nodeId().toString(), read.path("nodeId").asText());
                    assertEquals(
                            Long.toUnsignedString(record.seq()),
                            read.path("seq").asText());
                    record.get(Entries.IP)
                            .ifPresent(ip -> assertEquals(
                                    ip.bytes().toUnprefixedHexString(),
                                    read.path("entries").path("ip").asText()));
                    record.get(Entries.UDP)
                            .ifPresent(udp -> assertEquals(
                                    udp.intValue(),
                                    Bytes.fromHexString(read.path("entries")
                                                    .path("udp")
                                                    .asText())
                                            .toInt()));
                }
            }
        } finally {
            decoder.destroyForcibly();
        }
        return refused;
    }

    private static String enr(String line) {
        try {
            return JSON.readTree(line).path("enr").asText();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
