package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.wayfinder.conformance.Suite;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Against a node of ours, which keeps every rule. */
@Timeout(60)
final class ConformanceCommandTest {

    /** Of a bootnode: any point on the curve will do. */
    private static final String KEY = "d860a01f9722d78051619d1e2351aba3f43f943f6f00718d1b9baa4101932a1f"
            + "5011f16bb2b1bb35db20d6fe28fa0bf09636d26a87d31de9ec6203eeedb1f666";

    private static @Nullable Background node;
    private static String enr = "";

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void startNode() {
        Background started = Background.start(List.of(
                "run",
                "--network",
                "none",
                "--ip",
                "127.0.0.1",
                "--port",
                "0",
                "--rpc-port",
                "0",
                "--ephemeral",
                "--json"));
        node = started;
        enr = started.ready().getString("enr");
    }

    @AfterAll
    static void stopNode() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void passedCasesAreALineEachAndASummary() {
        Invocation judged = Invocation.of("conformance", enr, "--only", "ping.answered,ping.endpoint-as-seen");
        assertEquals(0, judged.code(), judged.err());
        List<String> lines = judged.out().lines().toList();
        assertTrue(lines.get(0).matches("passed +practice +ping\\.answered \\(\\d+ ms\\)"), judged.out());
        assertTrue(lines.get(1).contains("ping.endpoint-as-seen"), judged.out());
        assertTrue(judged.out().contains("LEVEL     PASSED  FAILED  SKIPPED"), judged.out());
        assertFalse(judged.out().contains("\u001b"), "no colours where there is no terminal");
        assertTrue(judged.err().contains("from 127.0.0.1 and 127.0.0.2"), judged.err());
    }

    @Test
    void jsonIsAnObjectACaseAndTheSummaryLast() {
        Invocation judged =
                Invocation.of("conformance", enr, "--only", "ping", "--skip", "ping.request-id-*", "--json");
        assertEquals(0, judged.code(), judged.err());
        List<JsonObject> lines = judged.jsonLines();
        JsonObject first = lines.getFirst();
        assertEquals("ping.answered", first.getString("case"));
        assertEquals("passed", first.getString("outcome"));
        assertEquals("practice", first.getString("level"));
        assertTrue(first.getJsonArray("transcript").size() >= 4, first.encode());
        assertTrue(lines.stream().noneMatch(line -> line.getString("case", "").contains("request-id")), judged.out());
        JsonObject summary = lines.getLast().getJsonObject("summary");
        int passed = summary.stream()
                .mapToInt(level -> ((JsonObject) level.getValue()).getInteger("passed"))
                .sum();
        assertEquals(lines.size() - 1, passed);
    }

    @Test
    void junitFileIsXmlThatCountsWhatRan() throws Exception {
        Path file = directory.resolve("report.xml");
        Invocation judged = Invocation.of("conformance", enr, "--only", "ping.answered", "--junit", file.toString());
        assertEquals(0, judged.code(), judged.err());
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        Element suites = document.getDocumentElement();
        assertEquals("testsuites", suites.getTagName());
        assertEquals("1", suites.getAttribute("tests"));
        assertEquals("0", suites.getAttribute("failures"));
        Element testcase = (Element) suites.getElementsByTagName("testcase").item(0);
        assertEquals("ping.answered", testcase.getAttribute("name"));
        assertEquals("discv5.ping", testcase.getAttribute("classname"));
        assertEquals(0, suites.getElementsByTagName("failure").getLength());
    }

    @Test
    void nodeOfAnotherNetworkDoesNotAnswerAtAll() {
        Invocation judged = Invocation.of("conformance", enr, "--protocol-id", "banana", "--timeout", "300ms");
        assertEquals(1, judged.code());
        assertTrue(judged.complaint().contains("does not answer at all"), judged.err());
        assertEquals("", judged.out());
    }

    @Test
    void deadNodeIsOneLine() throws SocketException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Invocation judged = Invocation.of("conformance", enode(silent.getLocalPort()), "--timeout", "300ms");
            assertEquals(1, judged.code());
            assertTrue(judged.complaint().contains("does not answer at all"), judged.err());
            assertEquals(1, judged.err().lines().count(), judged.err());
            assertEquals("", judged.out());
        }
    }

    @Test
    void nothingIsSentOutsideTheRestriction() throws SocketException {
        try (DatagramSocket watched = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Invocation judged = Invocation.with(
                    Map.of("WAYFINDER_NETRESTRICT", "10.0.0.0/8"), "", "conformance", enode(watched.getLocalPort()));
            assertEquals(2, judged.code());
            assertTrue(judged.complaint().contains("--netrestrict"), judged.err());
        }
    }

    @Test
    void casesAreListedWithoutANode() {
        Invocation listed = Invocation.of("conformance", "--list");
        assertEquals(0, listed.code(), listed.err());
        assertEquals(Suite.cases().size() + 1, listed.out().lines().count());
        assertTrue(listed.out().contains("PONG with the address and the port"), listed.out());
        List<JsonObject> described = Invocation.of("conformance", "--list", "--json", "--only", "ping")
                .jsonLines();
        assertEquals("ping", described.getFirst().getString("area"));
        assertFalse(described.getFirst().getString("rule").isEmpty());
    }

    @Test
    void badInputIsOneLineThatSaysWhatToDo() {
        String absent = directory.resolve("absent").resolve("report.xml").toString();
        Map<List<String>, String> refused = Map.of(
                List.of(), "'ENR'",
                List.of(enr, "--only", "ping.none"), "--list",
                List.of(enr, "--only", "ping", "--skip", "p*"), "no case",
                List.of(enr, "--listen", "192.0.2.1"), "no address of this machine",
                List.of(enr, "--listen", "x"), "--listen",
                List.of(enr, "--listen", "::1"), "IP version",
                List.of(enr, "--listen", "127.0.0.1,127.0.0.2,127.0.0.3"), "one or two",
                List.of(enr, "--timeout", "0s"), "--timeout",
                List.of(enr, "--junit", absent), "cannot write",
                List.of(enr, "--protocol-id", "short"), "six bytes");
        refused.forEach((arguments, part) -> {
            List<String> all = new ArrayList<>(List.of("conformance"));
            all.addAll(arguments);
            Invocation invocation = Invocation.of(all.toArray(String[]::new));
            assertEquals(2, invocation.code(), all + invocation.err());
            assertTrue(invocation.complaint().contains(part), invocation.err());
            assertEquals("", invocation.out());
        });
    }

    private static String enode(int port) {
        return "enode://" + KEY + "@127.0.0.1:" + port;
    }
}
