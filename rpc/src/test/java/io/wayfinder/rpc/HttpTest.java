package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {

    private static final String NODE_INFO =
            Sidecar.request("discv5_nodeInfo", new JsonArray()).encode();
    private static final String[] JSON = {"Content-Type", "application/json"};

    private static final Sidecar OPEN = Sidecar.start(0);
    private static final Sidecar GUARDED = Sidecar.start(
            new RpcConfig(
                    "127.0.0.1",
                    0,
                    Optional.of("s3cret"),
                    List.of("sidecar.internal"),
                    List.of("https://wallet.example"),
                    "wayfinder/test"),
            RpcLimits.DEFAULT,
            0);

    @AfterAll
    static void close() {
        OPEN.close();
        GUARDED.close();
    }

    @Test
    void requestIsAnsweredAsJson() {
        HttpResponse<String> response = OPEN.post(NODE_INFO, JSON);
        assertEquals(200, response.statusCode());
        assertEquals(
                "application/json",
                response.headers().firstValue("content-type").orElseThrow());
        assertTrue(new JsonObject(response.body())
                .getJsonObject("result")
                .getString("enr")
                .startsWith("enr:"));
    }

    @Test
    void malformedJsonIsAJsonRpcErrorNotAnHttpError() {
        HttpResponse<String> response = OPEN.post("{", JSON);
        assertEquals(200, response.statusCode());
        assertEquals(
                -32700, new JsonObject(response.body()).getJsonObject("error").getInteger("code"));
    }

    @Test
    void notificationIsAnsweredWithoutContent() {
        HttpResponse<String> response = OPEN.post("{\"jsonrpc\":\"2.0\",\"method\":\"discv5_nodeInfo\"}", JSON);
        assertEquals(204, response.statusCode());
        assertEquals("", response.body());
    }

    @Test
    void emptyBodyIsNoJson() {
        assertEquals(
                -32700,
                new JsonObject(OPEN.post("", JSON).body())
                        .getJsonObject("error")
                        .getInteger("code"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,nothing,404",
        "POST,nothing,404",
        "DELETE,'',405",
        "PUT,'',405",
        "GET,'',405",
        "POST,health,405",
        "POST,metrics,405"
    })
    void wrongPathsAndMethodsAreRefusedInOneLine(String method, String path, int status) {
        HttpResponse<String> response = OPEN.send(method, path, method.equals("GET") ? "" : NODE_INFO, JSON);
        assertRefused(status, response);
        Optional<String> allowed =
                status == 404 ? Optional.empty() : Optional.of(path.isEmpty() ? "POST, OPTIONS" : "GET, HEAD");
        assertEquals(allowed, response.headers().firstValue("allow"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json-patch",
                "multipart/form-data"
            })
    void onlyJsonIsTaken(String type) {
        assertRefused(415, OPEN.post(NODE_INFO, "Content-Type", type));
    }

    @Test
    void contentTypeIsNeededAndMayHaveACharset() {
        assertRefused(415, OPEN.post(NODE_INFO));
        assertEquals(
                200,
                OPEN.post(NODE_INFO, "Content-Type", "Application/JSON; charset=utf-8")
                        .statusCode());
        assertRefused(415, OPEN.post(NODE_INFO, "Content-Type", "application/json", "Content-Encoding", "gzip"));
    }

    @Test
    void bodyOverTheBoundIsRefused() {
        int room = RpcLimits.DEFAULT.bodyBytes() - NODE_INFO.length();
        assertEquals(200, OPEN.post(NODE_INFO + " ".repeat(room), JSON).statusCode());
        assertRefused(413, OPEN.post(NODE_INFO + " ".repeat(room + 1), JSON));
    }

    @Test
    void bodyOverTheBoundIsNotAskedFor() throws IOException {
        String request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: ";
        assertEquals(413, raw(OPEN, request + (RpcLimits.DEFAULT.bodyBytes() + 1) + "\r\n\r\n"));
        assertEquals(100, raw(OPEN, request + NODE_INFO.length() + "\r\n\r\n" + NODE_INFO));
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,Connection: close,413",
        "application/json,Expect: 100-continue,413",
        "text/plain,Expect: 100-continue,415"
    })
    void connectionEndsWithTheRefusalOfABody(String type, String header, int status) throws IOException {
        int size = RpcLimits.DEFAULT.bodyBytes() + 1;
        String request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + header
                + "\r\nContent-Length: " + size + "\r\n\r\n";
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), OPEN.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            if (!header.startsWith("Expect")) {
                socket.getOutputStream().write(new byte[size]);
            }
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n"), answer);
        }
    }

    @Test
    void webPageIsRefusedUnlessItsOriginIsListed() {
        assertRefused(403, OPEN.post(NODE_INFO, "Content-Type", "application/json", "Origin", "https://evil.example"));
        assertRefused(403, OPEN.post(NODE_INFO, "Content-Type", "application/json", "Origin", "null"));
        assertRefused(403, OPEN.send("OPTIONS", "", "", "Origin", "https://evil.example"));
        HttpResponse<String> preflight = GUARDED.send("OPTIONS", "", "", "Origin", "https://wallet.example");
        assertEquals(204, preflight.statusCode());
        assertEquals(
                "https://wallet.example",
                preflight.headers().firstValue("access-control-allow-origin").orElseThrow());
        HttpResponse<String> allowed = GUARDED.post(
                NODE_INFO,
                "Content-Type",
                "application/json",
                "Origin",
                "https://wallet.example",
                "Authorization",
                "Bearer s3cret");
        assertEquals(200, allowed.statusCode());
        assertEquals(
                "https://wallet.example",
                allowed.headers().firstValue("access-control-allow-origin").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,200",
        "127.0.0.1:80,200",
        "[::1]:8555,200",
        "192.0.2.1,200",
        "localhost:8555,200",
        "LOCALHOST,200",
        "evil.example,403",
        "evil.example:8555,403",
        "localhost.evil.example,403",
        "127.0.0.1.evil.example,403",
        "sidecar.internal,403",
    })
    void onlyAddressesAndListedNamesAreHosts(String host, int status) throws IOException {
        assertEquals(status, raw(OPEN, "GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"));
    }

    @Test
    void listedHostIsAccepted() throws IOException {
        assertEquals(
                200, raw(GUARDED, "GET /health HTTP/1.1\r\nHost: Sidecar.internal:1\r\nConnection: close\r\n\r\n"));
        assertEquals(403, raw(GUARDED, "GET /health HTTP/1.1\r\nHost: other.internal\r\nConnection: close\r\n\r\n"));
    }

    @Test
    void tokenIsNeededForAllButHealth() {
        assertRefused(401, GUARDED.post(NODE_INFO, JSON));
        assertRefused(
                401, GUARDED.post(NODE_INFO, "Content-Type", "application/json", "Authorization", "Bearer s3cre"));
        assertRefused(
                401, GUARDED.post(NODE_INFO, "Content-Type", "application/json", "Authorization", "Basic s3cret"));
        assertRefused(401, GUARDED.get("metrics"));
        assertRefused(401, GUARDED.get("eth/v1/node/identity"));
        assertEquals(
                200,
                GUARDED.post(NODE_INFO, "Content-Type", "application/json", "Authorization", "Bearer s3cret")
                        .statusCode());
        assertEquals(
                200, GUARDED.get("metrics", "Authorization", "bearer s3cret").statusCode());
        HttpResponse<String> health = GUARDED.get("health");
        assertEquals(200, health.statusCode());
        assertEquals("{\"status\":\"ok\"}", health.body());
    }

    @Test
    void webSocketsAreCheckedAsPostsAre() {
        assertEquals(403, upgradeStatus(OPEN, "Origin", "https://evil.example"));
        assertEquals(401, upgradeStatus(GUARDED));
        TestSocket allowed = GUARDED.connect("Authorization", "Bearer s3cret", "Origin", "https://wallet.example");
        assertTrue(allowed.answerTo(NODE_INFO).contains("\"result\""));
    }

    private static int upgradeStatus(Sidecar sidecar, String... headers) {
        return assertThrows(UpgradeRejectedException.class, () -> sidecar.connect(headers))
                .getStatus();
    }

    @Test
    void identityIsServed() {
        JsonObject data = new JsonObject(OPEN.get("eth/v1/node/identity").body()).getJsonObject("data");
        assertEquals(OPEN.service().localRecord().text(), data.getString("enr"));
        assertTrue(data.getJsonArray("discovery_addresses").getString(0).startsWith("/ip4/127.0.0.1/udp/"));
    }

    @Test
    void metricsAreServed() {
        OPEN.post(NODE_INFO, JSON);
        HttpResponse<String> response = OPEN.get("metrics");
        assertEquals(200, response.statusCode());
        assertTrue(response.headers().firstValue("content-type").orElseThrow().startsWith("text/plain; version=0.0.4"));
        assertTrue(response.body().contains("\nwayfinder_rpc_requests_total{method=\"discv5_nodeInfo\"} "));
        assertTrue(response.body().contains("\nwayfinder_table_nodes 0"), response::body);
    }

    @Test
    void callerThatGoesAwayCancelsWhatItAsked() throws IOException {
        String body = Sidecar.request("wayfinder_findPeers", new JsonObject("{\"timeoutMs\":60000}"))
                .encode();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), OPEN.uri().getPort())) {
            socket.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            OPEN.until("the search runs", () -> OPEN.metric("wayfinder_searches_running") == 1);
        }
        OPEN.until("the search is cancelled", () -> OPEN.metric("wayfinder_searches_running") == 0);
    }

    @Test
    void takenPortFailsWithOneClearLine() {
        RpcConfig same = RpcConfig.loopback(OPEN.uri().getPort(), "wayfinder/test");
        IllegalStateException failure = assertThrows(
                IllegalStateException.class, () -> Sidecar.await(RpcServer.start(OPEN.vertx(), OPEN.service(), same)));
        assertEquals(
                "cannot listen for JSON-RPC on 127.0.0.1:" + OPEN.uri().getPort()
                        + ": the port is in use; choose another with --rpc-port",
                failure.getMessage());
    }

    private static void assertRefused(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode());
        assertEquals(1, response.body().lines().count(), response::body);
        assertFalse(response.body().contains("Exception"), response::body);
    }

    /** The status of the answer to a request that no HTTP client would send. */
    private static int raw(Sidecar sidecar, String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), sidecar.uri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            // As far as the status: after 100 another one is to come.
            String status =
                    new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.UTF_8);
            return Integer.parseInt(status.split(" ", 2)[1]);
        }
    }
}
