package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the pages for users say is what the program does. */
class DocumentationTest {

    private static final Path PAGES = Path.of("..", "docs");

    private static final Sidecar SIDECAR = Sidecar.start(0);

    @AfterAll
    static void close() {
        SIDECAR.close();
    }

    @Test
    void everyMethodHasItsSectionAndEverySectionItsMethod() throws IOException {
        List<String> sections = lines("JSON-RPC.md").stream()
                .filter(line -> line.matches("### [a-z0-9]+[_.].*"))
                .map(line -> line.substring("### ".length()))
                .sorted()
                .toList();
        List<String> methods = ((JsonObject) SIDECAR.call("rpc.discover"))
                .getJsonArray("methods").stream()
                        .map(method -> ((JsonObject) method).getString("name"))
                        .sorted()
                        .toList();
        assertEquals(methods, sections);
    }

    /** Whether a node that is not there answers, and a subscription that is not there ends, is not asked here. */
    @Test
    void everyRequestOnThePageIsUnderstood() throws IOException {
        List<String> requests = lines("JSON-RPC.md").stream()
                .filter(line -> line.startsWith("→ "))
                .map(line -> line.substring(2))
                .toList();
        assertTrue(requests.size() >= 18);
        TestSocket socket = SIDECAR.connect();
        for (int i = 0; i < requests.size(); i++) {
            socket.send(new JsonObject(requests.get(i)).put("id", i).encode());
        }
        for (int i = 0; i < requests.size(); i++) {
            JsonObject answer = new JsonObject(socket.answered());
            int code = answer.getJsonObject("error", new JsonObject()).getInteger("code", 0);
            String request = requests.get(answer.getInteger("id"));
            assertTrue(code == 0 || (code <= -32001 && code >= -32003), () -> request + " gave " + answer.encode());
        }
    }

    @Test
    void everyErrorCodeIsOnThePage() throws IOException {
        List<String> page = lines("JSON-RPC.md");
        for (RpcError.Code code : RpcError.Code.values()) {
            assertTrue(page.stream().anyMatch(line -> line.startsWith("| " + code.number() + " |")), code::name);
        }
    }

    @Test
    void everyFilterIsOnThePage() throws IOException {
        String page = String.join("\n", lines("JSON-RPC.md"));
        for (String name :
                PeerFilter.form().schema().getJsonObject("properties").fieldNames()) {
            assertTrue(page.contains("| `" + name + "`") || page.contains(", `" + name + "` |"), name);
        }
    }

    @Test
    void everyMetricIsOnThePageWithItsType() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Pattern name = Pattern.compile("`([a-z0-9_]+)(?:\\{[a-z]+})?`");
        for (String line : lines("METRICS.md")) {
            List<String> cells = List.of(line.split(" *\\| *", -1));
            cells.stream()
                    .filter(Set.of("counter", "gauge")::contains)
                    .forEach(type -> name.matcher(cells.get(1))
                            .results()
                            .forEach(found -> documented.put(
                                    "wayfinder_" + found.group(1) + (type.equals("counter") ? "_total" : ""), type)));
        }
        Map<String, String> served = new TreeMap<>();
        SIDECAR.get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE wayfinder_"))
                .map(line -> line.split(" ", 4))
                .forEach(type -> served.put(type[2], type[3]));
        // Of Linux only.
        served.put("wayfinder_udp_kernel_drops_total", "counter");
        Set<Map.Entry<String, String>> notServed = new LinkedHashSet<>(documented.entrySet());
        notServed.removeAll(served.entrySet());
        assertEquals(Set.of(), notServed, "on the page, and not served so");
        served.entrySet().removeAll(documented.entrySet());
        assertEquals(Map.of(), served, "served, and not on the page so");
    }

    private static List<String> lines(String page) throws IOException {
        return Files.readAllLines(PAGES.resolve(page));
    }
}
