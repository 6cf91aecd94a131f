package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriberTest {

    private static final int QUEUE = 4;

    private final List<JsonObject> sent = new ArrayList<>();
    private final RpcCounters counters = new RpcCounters();
    /** How many texts the socket still takes. */
    private int room = Integer.MAX_VALUE;

    private final Subscriber subscriber =
            new Subscriber(new RpcLimits(1, 1, 1, 1, 1, 1, 2, QUEUE, 1, 1), counters, () -> room == 0, this::send);
    private final Subscription table = new Subscription("0x1", subscriber, new Interest.Table());
    private final Subscription other = new Subscription("0x2", subscriber, new Interest.Table());

    @Test
    void readerIsToldAtOnce() {
        subscriber.add(table);
        assertTrue(subscriber.tell(table, event(1)));
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"method\":\"wayfinder_subscription\","
                        + "\"params\":{\"subscription\":\"0x1\",\"result\":{\"number\":1}}}",
                sent.get(0).encode());
    }

    @Test
    void whatIsNotReadWaitsInOrder() {
        subscriber.add(table);
        room = 0;
        assertTrue(subscriber.tell(table, event(1)));
        assertTrue(subscriber.tell(table, event(2)));
        assertEquals(List.of(), results());
        room = Integer.MAX_VALUE;
        subscriber.drained();
        assertTrue(subscriber.tell(table, event(3)));
        assertEquals(List.of("{\"number\":1}", "{\"number\":2}", "{\"number\":3}"), results());
    }

    @Test
    void whatDoesNotFitIsDroppedAndToldBeforeAnythingLater() {
        subscriber.add(table);
        subscriber.add(other);
        room = 0;
        assertTrue(subscriber.tell(table, event(1)));
        assertTrue(subscriber.tell(table, event(2)));
        assertTrue(subscriber.tell(table, event(3)));
        for (int number = 4; number < 1_000; number++) {
            assertFalse(subscriber.tell(table, event(number)));
        }
        assertFalse(subscriber.tell(other, event(0)));
        assertEquals(997, counters.totals().get("rpc_dropped{what=\"notification\"}"));
        room = Integer.MAX_VALUE;
        subscriber.drained();
        subscriber.tell(table, event(1_000));
        assertEquals(
                List.of(
                        "{\"number\":1}",
                        "{\"number\":2}",
                        "{\"number\":3}",
                        "{\"event\":\"dropped\",\"count\":996}",
                        "{\"event\":\"dropped\",\"count\":1}",
                        "{\"number\":1000}"),
                results());
    }

    @Test
    void slowReaderIsToldOfEachGapWhereItWas() {
        subscriber.add(table);
        room = 0;
        for (int number = 1; number <= 5; number++) {
            subscriber.tell(table, event(number));
        }
        room = 2;
        subscriber.drained();
        assertTrue(subscriber.tell(table, event(6)));
        room = Integer.MAX_VALUE;
        subscriber.drained();
        assertEquals(
                List.of(
                        "{\"number\":1}",
                        "{\"number\":2}",
                        "{\"number\":3}",
                        "{\"event\":\"dropped\",\"count\":2}",
                        "{\"number\":6}"),
                results());
    }

    @Test
    void subscriptionsOfASocketAreBounded() {
        subscriber.add(table);
        subscriber.add(other);
        RpcError error = assertThrows(
                RpcError.class, () -> subscriber.add(new Subscription("0x3", subscriber, new Interest.Table())));
        assertEquals(RpcError.Code.BUSY, error.code());
        assertEquals(table, subscriber.remove("0x1"));
        subscriber.add(new Subscription("0x3", subscriber, new Interest.Table()));
        assertEquals(
                RpcError.Code.NOT_FOUND,
                assertThrows(RpcError.class, () -> subscriber.remove("0x1")).code());
    }

    private void send(String text) {
        sent.add(new JsonObject(text));
        room--;
    }

    private List<String> results() {
        return sent.stream()
                .map(text ->
                        text.getJsonObject("params").getJsonObject("result").encode())
                .toList();
    }

    private static JsonObject event(int number) {
        return new JsonObject().put("number", number);
    }
}
