package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.enr.NodeRecord;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask, against real nodes. */
@Timeout(60)
final class NetworkCommandsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int NODES = 8;

    private static @Nullable Vertx vertx;
    private static @Nullable Devnet devnet;
    private static List<String> enrs = List.of();
    private static String first = "";
    private static String firstId = "";

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void startNetwork() throws InterruptedException {
        Vertx loops = EventLoops.start(2);
        Bytes protocol = Bytes.wrap("discv5".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Progress progress = new Progress(Invocation.console(
                java.util.Map.of(), "", new java.io.ByteArrayOutputStream(), new java.io.ByteArrayOutputStream()));
        Devnet network = Await.result(Devnet.start(loops, NODES, 0, protocol, progress), LIMIT);
        vertx = loops;
        devnet = network;
        enrs = network.enrs();
        NodeRecord record = network.bootnode().localRecord();
        first = record.text();
        firstId = record.nodeId().bytes().toHexString();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Await.result(network.filling(), LIMIT).complete()) {
            assertTrue(System.nanoTime() < deadline, "the tables fill");
            Thread.sleep(50);
        }
    }

    @AfterAll
    static void stopNetwork() {
        if (devnet != null && vertx != null) {
            Await.quietly(devnet.stop(), LIMIT);
            Await.quietly(vertx.close(), LIMIT);
        }
    }

    @Test
    void pingTellsWhatTheNodeSays() {
        Invocation pinged = Invocation.of("ping", first, "--json");
        assertEquals(0, pinged.code(), pinged.err());
        JsonObject pong = pinged.json();
        assertEquals(firstId, pong.getString("nodeId"));
        assertTrue(pong.getLong("rttMs") >= 0);
        assertEquals(pong.getString("seq"), pong.getValue("enrSeq").toString());
        assertEquals("127.0.0.1", pong.getString("recipientIP"));
        assertTrue(pong.getInteger("recipientPort") > 0);
    }

    @Test
    void nodesOfAListArePingedInTheirOrder() throws IOException {
        Path list = Files.writeString(directory.resolve("nodes"), String.join("\n", enrs));
        List<JsonObject> pongs =
                Invocation.of("ping", list.toString(), "--json").jsonLines();
        assertEquals(enrs, pongs.stream().map(pong -> pong.getString("enr")).toList());
    }

    @Test
    void enodeUrlIsAsGoodAsARecord() {
        String enode = Invocation.of("enr", "decode", first, "--json").json().getString("enode");
        Invocation pinged = Invocation.reading(enode + "\n", "ping", "-", "--json");
        assertEquals(0, pinged.code(), pinged.err());
        assertEquals(firstId, pinged.json().getString("nodeId"));
        assertEquals(first, Invocation.of("resolve", enode, "--json").json().getString("enr"));
    }

    @Test
    void findnodeTellsNeighboursAtTheAskedDistances() {
        Invocation found = Invocation.of("findnode", first, "--distances", "256,255,254,253", "--json");
        assertEquals(0, found.code(), found.err());
        JsonArray nodes = found.json().getJsonArray("nodes");
        assertFalse(nodes.isEmpty());
        for (int i = 0; i < nodes.size(); i++) {
            assertEquals(
                    0,
                    Invocation.of("enr", "verify", nodes.getJsonObject(i).getString("enr"))
                            .code());
            assertTrue(nodes.getJsonObject(i).getInteger("distance") >= 253);
        }
        assertEquals(
                first,
                Invocation.of("findnode", first, "--distances", "0", "--json")
                        .json()
                        .getJsonArray("nodes")
                        .getJsonObject(0)
                        .getString("enr"));
    }

    @Test
    void findnodeThatFindsNobodyEndsWithOne() {
        Invocation found = Invocation.of("findnode", first, "--distances", "1", "--json");
        assertEquals(1, found.code(), found.err());
        assertEquals(0, found.json().getJsonArray("nodes").size());
    }

    @Test
    void talkPrintsTheAnswer() {
        DiscoveryService node = java.util.Objects.requireNonNull(devnet).bootnode();
        DiscoveryService.Subscription echo = node.onTalk(
                Bytes.wrap("echo".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                request -> Future.succeededFuture(Bytes.concatenate(request.payload(), Bytes.of(0xff))));
        try {
            Invocation talk = Invocation.of("talk", first, "echo", "c0ffee");
            assertEquals(0, talk.code(), talk.err());
            assertEquals("0xc0ffeeff", talk.out().strip());
            assertEquals(
                    "0x",
                    Invocation.of("talk", first, "none", "0x00", "--json")
                            .json()
                            .getString("response"));
            Invocation large = Invocation.of("talk", first, "echo", "00".repeat(1_300));
            assertEquals(2, large.code());
            assertTrue(large.complaint().matches(".*\\d{3,4}.*"), "names the limit: " + large.err());
        } finally {
            echo.close();
        }
    }

    @Test
    void lookupReturnsTheNearestFirst() {
        Invocation looked = Invocation.of("lookup", firstId, "--bootnodes", enrs.getLast(), "--json");
        assertEquals(0, looked.code(), looked.err());
        JsonArray nodes = looked.json().getJsonArray("nodes");
        assertEquals(firstId, nodes.getJsonObject(0).getString("nodeId"));
        assertEquals(NODES, nodes.size());
        for (int i = 1; i < nodes.size(); i++) {
            assertTrue(nodes.getJsonObject(i - 1).getInteger("distance")
                    <= nodes.getJsonObject(i).getInteger("distance"));
        }
        assertTrue(looked.json().getInteger("queries") > 0);
    }

    @Test
    void resolveFindsARecordByItsIdOnly() {
        Invocation resolved = Invocation.of("resolve", firstId, "--bootnodes", enrs.getLast(), "--json");
        assertEquals(0, resolved.code(), resolved.err());
        assertEquals(first, resolved.json().getString("enr"));
        Invocation unknown = Invocation.of("resolve", "0x" + "ab".repeat(32), "--bootnodes", enrs.getLast());
        assertEquals(1, unknown.code());
        assertEquals("", unknown.out());
    }

    @Test
    void bootnodesAreChecked() {
        Invocation checked = Invocation.of("bootnodes", "--bootnodes", first + "," + deadNode(), "--check", "--json");
        assertEquals(0, checked.code(), checked.err());
        JsonObject reachable = checked.jsonLines().getFirst();
        assertTrue(reachable.getBoolean("reachable"));
        assertEquals(first, reachable.getString("newest"));
        assertTrue(reachable.getInteger("records") > 0);
        assertFalse(checked.jsonLines().getLast().getBoolean("reachable"));
        assertEquals(
                1,
                Invocation.of("bootnodes", "--bootnodes", deadNode(), "--check").code());
    }

    @Test
    void crawlFindsTheWholeNetworkAndGoesOnFromItsFile() throws IOException {
        Path out = directory.resolve("nodes.json");
        Invocation crawled = Invocation.of("crawl", "--bootnodes", first, "--out", out.toString(), "--json");
        assertEquals(0, crawled.code(), crawled.err());
        assertEquals(NODES, crawled.json().getInteger("nodes"));
        assertTrue(crawled.json().getBoolean("complete"));
        assertEquals(NODES, crawled.json().getJsonObject("ipVersions").getInteger("4"));
        assertEquals(NODES, new JsonObject(Files.readString(out)).size());

        Invocation again =
                Invocation.of("crawl", "--bootnodes", first, "--out", out.toString(), "--recheck", "0s", "--json");
        assertEquals(NODES, again.json().getInteger("nodes"));
        assertTrue(Files.readString(out).contains("\"score\": 2"));
        assertEquals(
                3,
                Invocation.of(
                                "crawl",
                                "--bootnodes",
                                first,
                                "--out",
                                directory.resolve("few").toString(),
                                "--limit",
                                "3",
                                "--parallel",
                                "1",
                                "--json")
                        .json()
                        .getInteger("answered"));
    }

    @Test
    void silenceEndsWithOneAndOneLine() {
        String dead = deadNode();
        for (List<String> command : List.of(
                List.of("ping", dead),
                List.of("findnode", dead),
                List.of("talk", dead, "p", "00"),
                List.of("lookup", firstId, "--bootnodes", dead))) {
            Invocation failed = Invocation.of(command.toArray(String[]::new));
            assertEquals(1, failed.code(), failed.err());
            assertEquals("", failed.out());
            assertFalse(failed.complaint().isEmpty());
        }
    }

    @Test
    void nothingIsSentOutsideTheRestriction() {
        Invocation outside =
                Invocation.with(java.util.Map.of("WAYFINDER_NETRESTRICT", "10.0.0.0/8"), "", "ping", first);
        assertEquals(1, outside.code());
        assertTrue(outside.complaint().contains("address rules"), outside.err());
    }

    /** A record of a port that is bound by nobody. */
    private String deadNode() {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Path key = directory.resolve("dead-" + free.getLocalPort());
            Invocation.of("key", "new", key.toString());
            return Invocation.of(
                            "enr",
                            "new",
                            "--key-file",
                            key.toString(),
                            "--ip",
                            "127.0.0.1",
                            "--udp",
                            Integer.toString(free.getLocalPort()),
                            "--json")
                    .json()
                    .getString("enr");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
