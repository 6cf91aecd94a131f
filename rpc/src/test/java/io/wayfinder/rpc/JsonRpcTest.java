package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.Call;
import io.wayfinder.discovery.service.DiscoveryException;
import io.wayfinder.discovery.service.DiscoveryException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRpcTest {

    private static final Parameter<Integer> FIRST = Parameter.required("first", "a number", Form.integer(0, 100));
    private static final Parameter<Integer> SECOND = Parameter.optional("second", "a number", Form.integer(0, 100));

    private final List<Promise<Object>> asked = new ArrayList<>();
    private int cancelled;
    private int noted;
    private final Caller caller = Caller.http();
    private final RpcCounters counters = new RpcCounters();
    private final JsonRpc rpc = new JsonRpc(methods(), RpcLimits.DEFAULT, counters);

    private List<Method> methods() {
        return List.of(
                Method.named("subtract", "")
                        .takes(FIRST, SECOND)
                        .answers((arguments, who) -> Future.succeededFuture(
                                arguments.get(FIRST) - arguments.find(SECOND).orElse(0))),
                Method.named("note", "").answers((arguments, who) -> Future.succeededFuture(++noted)),
                Method.named("fail", "").answers((arguments, who) -> {
                    throw new IllegalStateException("a secret of the inside");
                }),
                Method.named("large", "").answers((arguments, who) -> Future.succeededFuture("x".repeat(1 << 20))),
                Method.named("ask", "")
                        .asks(
                                arguments -> {
                                    Promise<Object> promise = Promise.promise();
                                    asked.add(promise);
                                    return new Call<>(promise.future(), () -> cancelled++);
                                },
                                answer -> answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // The examples of the specification, and what its text asks for besides.
                "{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":[42,23],\"id\":1}|{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":19}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":{\"second\":23,\"first\":42},\"id\":\"a\"}|{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":19}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":[{\"first\":42}],\"id\":1.5}|{\"jsonrpc\":\"2.0\",\"id\":1.5,\"result\":42}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":[1,null],\"id\":null}|{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"note\",\"params\":null,\"id\":36893488147419103232}|{\"jsonrpc\":\"2.0\",\"id\":36893488147419103232,\"result\":1}",
            })
    void requestIsAnsweredUnderItsId(String request, String response) {
        assertEquals(response, answer(request).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"foobar, \"params\":\"bar\",\"baz]|-32700|`null`",
                "[]|-32600|`null`",
                "1|-32600|`null`",
                "null|-32600|`null`",
                "{}|-32600|`null`",
                "{\"method\":\"note\",\"id\":7}|-32600|7",
                "{\"jsonrpc\":2.0,\"method\":\"note\",\"id\":7}|-32600|7",
                "{\"jsonrpc\":\"2.0\",\"method\":1,\"params\":\"bar\"}|-32600|`null`",
                "{\"jsonrpc\":\"2.0\",\"method\":\"note\",\"params\":\"bar\",\"id\":7}|-32600|7",
                "{\"jsonrpc\":\"2.0\",\"method\":\"note\",\"id\":{}}|-32600|`null`",
                "{\"jsonrpc\":\"2.0\",\"method\":\"note\",\"id\":true}|-32600|`null`",
                "{\"jsonrpc\":\"2.0\",\"method\":\"nothing\",\"id\":7}|-32601|7",
                "{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"id\":7}|-32602|7",
                "{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":[1,2,3],\"id\":7}|-32602|7",
                "{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":{\"frist\":1},\"id\":7}|-32602|7",
                "{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":[\"1\"],\"id\":7}|-32602|7",
                "{\"jsonrpc\":\"2.0\",\"method\":\"fail\",\"id\":7}|-32603|7",
            })
    void whatIsWrongHasItsCode(String request, int code, String id) {
        JsonObject response = new JsonObject(answer(request).orElseThrow());
        assertEquals(code, response.getJsonObject("error").getInteger("code"));
        assertTrue(response.containsKey("id"));
        assertEquals(id, String.valueOf(response.getValue("id")));
        assertFalse(response.containsKey("result"));
        assertFalse(response.encode().contains("secret"), "what happens inside stays inside");
    }

    @Test
    void wrongParameterIsNamedWithWhatIsWrong() {
        assertEquals("first: not an integer from 0 to 100 but 101", message("[101]"));
        assertEquals("first is missing: a number", message("[]"));
        assertEquals("second: not an integer from 0 to 100 but \"x\"", message("[1,\"x\"]"));
        assertEquals("\"third\" is unknown: there is first, second", message("{\"first\":1,\"third\":2}"));
        assertEquals("3 given by position, at most 2 taken", message("[1,2,3]"));
        assertEquals("this method takes no parameters", message("note", "[1]"));
        assertEquals("this method takes no parameters", message("note", "{\"first\":1}"));
    }

    private String message(String params) {
        return message("subtract", params);
    }

    private String message(String method, String params) {
        String request = "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":1}";
        return new JsonObject(answer(request).orElseThrow())
                .getJsonObject("error")
                .getString("message");
    }

    @Test
    void notificationIsRunAndNotAnswered() {
        assertEquals(Optional.empty(), answer("{\"jsonrpc\":\"2.0\",\"method\":\"note\"}"));
        assertEquals(1, noted);
        assertEquals(Optional.empty(), answer("{\"jsonrpc\":\"2.0\",\"method\":\"nothing\"}"));
        assertEquals(
                Optional.empty(),
                answer("[{\"jsonrpc\":\"2.0\",\"method\":\"note\"},{\"jsonrpc\":\"2.0\",\"method\":\"note\"}]"));
        assertEquals(3, noted);
    }

    @Test
    void batchIsAnsweredInItsOrderWithoutItsNotifications() {
        JsonArray answers =
                new JsonArray(answer("[{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":[1],\"id\":\"1\"},"
                                + "{\"jsonrpc\":\"2.0\",\"method\":\"note\"},1,"
                                + "{\"jsonrpc\":\"2.0\",\"method\":\"nothing\",\"id\":\"5\"},"
                                + "{\"jsonrpc\":\"2.0\",\"method\":\"note\",\"id\":\"9\"}]")
                        .orElseThrow());
        assertEquals(4, answers.size());
        assertEquals("1", answers.getJsonObject(0).getString("id"));
        assertEquals(-32600, answers.getJsonObject(1).getJsonObject("error").getInteger("code"));
        assertEquals("5", answers.getJsonObject(2).getString("id"));
        assertEquals(2, answers.getJsonObject(3).getInteger("result"));
    }

    @Test
    void batchOverTheBoundIsRefusedWhole() {
        String note = "{\"jsonrpc\":\"2.0\",\"method\":\"note\",\"id\":1}";
        assertEquals(
                100,
                new JsonArray(answer("[" + note + ("," + note).repeat(99) + "]").orElseThrow()).size());
        JsonObject refused = new JsonObject(
                answer("[" + note + ("," + note).repeat(100) + "]").orElseThrow());
        assertEquals(-32600, refused.getJsonObject("error").getInteger("code"));
        assertEquals(100, noted);
    }

    @Test
    void answersOfABatchAreBoundedTogether() {
        String large = "{\"jsonrpc\":\"2.0\",\"method\":\"large\",\"id\":1}";
        String text = answer("[" + large + ("," + large).repeat(99) + "]").orElseThrow();
        assertTrue(text.length() < RpcLimits.DEFAULT.answerBytes() + 100_000, () -> text.length() + " bytes");
        assertEquals(
                -32004,
                new JsonArray(text).getJsonObject(99).getJsonObject("error").getInteger("code"));
    }

    @Test
    void networkOperationsAreBoundedAndGiveTheirPlaceBack() {
        for (int i = 0; i < 64; i++) {
            answerLater("ask");
        }
        JsonObject busy = new JsonObject(
                answer("{\"jsonrpc\":\"2.0\",\"method\":\"ask\",\"id\":1}").orElseThrow());
        assertEquals(-32004, busy.getJsonObject("error").getInteger("code"));
        assertEquals(64, asked.size());
        asked.get(0).complete("done");
        asked.get(1).fail(new DiscoveryException(Reason.TIMED_OUT, "no answer"));
        answerLater("ask");
        answerLater("ask");
        assertEquals(66, asked.size());
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}",
                answer("{\"jsonrpc\":\"2.0\",\"method\":\"note\",\"id\":1}").orElseThrow(),
                "what the node knows itself is answered meanwhile");
    }

    @Test
    void closedCallerCancelsWhatItAsked() {
        answerLater("ask");
        answerLater("ask");
        asked.get(0).complete("done");
        caller.close();
        assertEquals(1, cancelled);
        answerLater("ask");
        assertEquals(2, cancelled, "nor does it ask more");
    }

    @ParameterizedTest
    @CsvSource({
        "TIMED_OUT,-32001",
        "MISBEHAVED,-32001",
        "CANCELLED,-32001",
        "UNREACHABLE,-32002",
        "NOT_FOUND,-32003",
        "BUSY,-32004",
        "REFUSED,-32005",
        "TOO_LARGE,-32602"
    })
    void failuresOfTheNetworkHaveCodesOfTheirOwn(Reason reason, int code) {
        Future<Optional<Buffer>> answer = answerLater("ask");
        asked.get(0).fail(new DiscoveryException(reason, "a line"));
        JsonObject error = new JsonObject(answer.result().orElseThrow()).getJsonObject("error");
        assertEquals(code, error.getInteger("code"));
        assertEquals("a line", error.getString("message"));
        assertEquals(1, counters.totals().get("rpc_errors{code=\"" + code + "\"}"));
    }

    private Future<Optional<Buffer>> answerLater(String method) {
        return rpc.answer(Buffer.buffer("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"id\":1}"), caller);
    }

    private Optional<String> answer(String request) {
        Future<Optional<Buffer>> answer = rpc.answer(Buffer.buffer(request), caller);
        assertTrue(answer.succeeded());
        return answer.result().map(Buffer::toString);
    }
}
