package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.request.Contact;
import java.util.List;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenRpcTest {

    private static final Sidecar SIDECAR = Sidecar.start(1);
    private static final JsonObject DOCUMENT = (JsonObject) SIDECAR.call("rpc.discover");
    private static final TestSocket SOCKET = SIDECAR.connect();

    @AfterAll
    static void close() {
        SIDECAR.close();
    }

    @Test
    void everyMethodIsDescribed() {
        List<String> names = methods().map(method -> method.getString("name")).toList();
        assertEquals(
                List.of(
                        "discv5_nodeInfo",
                        "discv5_updateNodeInfo",
                        "discv5_routingTableInfo",
                        "discv5_addEnr",
                        "discv5_getEnr",
                        "discv5_deleteEnr",
                        "discv5_lookupEnr",
                        "discv5_ping",
                        "discv5_findNode",
                        "discv5_talkReq",
                        "discv5_recursiveFindNodes",
                        "wayfinder_peers",
                        "wayfinder_findPeers",
                        "wayfinder_tableEntries",
                        "wayfinder_subscribe",
                        "wayfinder_unsubscribe",
                        "wayfinder_talkRespond",
                        "rpc.discover"),
                names);
        assertEquals("1.3.2", DOCUMENT.getString("openrpc"));
        assertEquals("wayfinder/test", DOCUMENT.getJsonObject("info").getString("version"));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void exampleIsOfTheDescribedForm(JsonObject method) {
        assertFalse(method.getString("summary").isBlank());
        JsonObject example = example(method);
        for (int i = 0; i < example.getJsonArray("params").size(); i++) {
            JsonObject parameter = method.getJsonArray("params").getJsonObject(i);
            JsonObject given = example.getJsonArray("params").getJsonObject(i);
            assertEquals(parameter.getString("name"), given.getString("name"));
            assertMatches(parameter.getJsonObject("schema"), given.getValue("value"));
        }
        assertMatches(resultSchema(method), example.getJsonObject("result").getValue("value"));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void exampleWorksByPositionAndByName(JsonObject method) {
        JsonArray byPosition = new JsonArray();
        JsonObject byName = new JsonObject();
        for (Object parameter : example(method).getJsonArray("params")) {
            JsonObject given = (JsonObject) parameter;
            byPosition.add(given.getValue("value"));
            byName.put(given.getString("name"), given.getValue("value"));
        }
        assertWorks(method, byPosition);
        assertWorks(method, byName);
        // Leaves the node as it was for the next method.
        SIDECAR.call("discv5_addEnr", SIDECAR.otherRecord(0).text());
    }

    private static void assertWorks(JsonObject method, Object params) {
        String name = method.getString("name");
        String text = Sidecar.request(name, params).encode();
        boolean ids = name.equals("wayfinder_unsubscribe") || name.equals("wayfinder_talkRespond");
        JsonObject request = new JsonObject(ids ? withRealId(name, text) : withRealNodes(text));
        JsonObject answer = name.contains("ubscribe") || ids
                ? new JsonObject(SOCKET.answerTo(request.encode()))
                : SIDECAR.answer(name, request.getValue("params"));
        assertTrue(answer.containsKey("result"), answer::encode);
        assertMatches(resultSchema(method), answer.getValue("result"));
    }

    private static String withRealNodes(String text) {
        return text.replace(Examples.ENR, SIDECAR.otherRecord(0).text())
                .replace(
                        Examples.NODE_ID,
                        SIDECAR.otherRecord(0).nodeId().bytes().toHexString());
    }

    /** A subscription, or a TALKREQ, to be ended or answered. */
    private static String withRealId(String name, String text) {
        String id = (String) SOCKET.call("wayfinder_subscribe", "talk", "0x44");
        if (name.equals("wayfinder_talkRespond")) {
            Future<Bytes> unused = SIDECAR.other(0)
                    .talk(Contact.of(SIDECAR.service().localRecord()), Bytes.of(0x44), Bytes.EMPTY)
                    .future();
            id = SOCKET.notified("request").getString("requestId");
        }
        return text.replace("\"0x1\"", "\"" + id + "\"");
    }

    static Stream<JsonObject> methods() {
        return DOCUMENT.getJsonArray("methods").stream().map(JsonObject.class::cast);
    }

    private static JsonObject example(JsonObject method) {
        return method.getJsonArray("examples").getJsonObject(0);
    }

    private static JsonObject resultSchema(JsonObject method) {
        return method.getJsonObject("result").getJsonObject("schema");
    }

    private static void assertMatches(JsonObject schema, Object value) {
        assertEquals(List.of(), JsonSchema.problems(DOCUMENT, schema, value));
    }
}
