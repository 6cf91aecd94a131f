package io.wayfinder.rpc;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.rpc.RpcError.Code;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/** What only a WebSocket can ask for, since it is told things unasked. */
final class SubscriptionMethods {

    /** Bytes: what fits into a TALKRESP beside a request ID of 8 bytes, of the 1,280 of a packet. */
    static final int TALK_RESPONSE_MAX = 1_177;

    private enum Kind {
        PEERS,
        TABLE,
        TALK,
    }

    private static final int ID_MAX = 20;

    private static final Parameter<Kind> KIND =
            Parameter.required("kind", "what to be told of: peers, table or talk", Form.oneOf(Kind.class));
    private static final Parameter<Bytes> PROTOCOL = Parameter.optional(
            "protocol", "for talk: the protocol's name in hex", Form.hex(1, Discv5Methods.PROTOCOL_MAX));
    private static final Parameter<String> SUBSCRIPTION =
            Parameter.required("subscription", "what wayfinder_subscribe gave", Form.text(ID_MAX));
    private static final Parameter<String> REQUEST_ID =
            Parameter.required("requestId", "that of the notification", Form.text(ID_MAX));
    private static final Parameter<Bytes> PAYLOAD =
            Parameter.required("payload", "the response in hex", Form.hex(0, TALK_RESPONSE_MAX));

    private final Subscriptions subscriptions;
    private final TalkBridge talks;

    SubscriptionMethods(Subscriptions subscriptions, TalkBridge talks) {
        this.subscriptions = subscriptions;
        this.talks = talks;
    }

    List<Method> all() {
        return List.of(subscribe(), unsubscribe(), talkRespond());
    }

    private Method subscribe() {
        return Method.named(
                        "wayfinder_subscribe",
                        "WebSocket only. Tells of peers (with a filter), of the table, or of TALKREQs (of a protocol) in"
                                + " notifications wayfinder_subscription.")
                .takes(KIND, WayfinderMethods.FILTER, PROTOCOL)
                .arranges(SubscriptionMethods::arrange)
                .gives("subscription", Schemas.TEXT)
                .fails(Code.BUSY, Code.NOT_ALLOWED)
                .example("[\"peers\", {\"network\": \"hoodi\"}]", "\"0x1\"")
                .answers((arguments, caller) ->
                        Future.succeededFuture(subscriptions.subscribe(caller.subscriber(), interest(arguments))));
    }

    /** By position, the second is whatever the kind needs. */
    private static Object arrange(JsonArray params) {
        boolean talk = params.size() == 2 && "talk".equals(params.getValue(0));
        return talk ? new JsonObject().put(KIND.name(), "talk").put(PROTOCOL.name(), params.getValue(1)) : params;
    }

    private static Interest interest(Arguments arguments) {
        Kind kind = arguments.get(KIND);
        Optional<PeerFilter> filter = arguments.find(WayfinderMethods.FILTER);
        Optional<Bytes> protocol = arguments.find(PROTOCOL);
        if (filter.isPresent() && kind != Kind.PEERS) {
            throw Arguments.invalid("filter: only a subscription to peers has one");
        } else if (protocol.isPresent() && kind != Kind.TALK) {
            throw Arguments.invalid("protocol: only a subscription to talk has one");
        }
        return switch (kind) {
            case PEERS -> new Interest.Peers(filter.orElse(PeerFilter.LIVE));
            case TABLE -> new Interest.Table();
            case TALK ->
                new Interest.Talk(protocol.orElseThrow(
                        () -> Arguments.invalid("protocol is missing: " + PROTOCOL.description())));
        };
    }

    private Method unsubscribe() {
        return Method.named("wayfinder_unsubscribe", "WebSocket only. Ends a subscription of the same socket.")
                .takes(SUBSCRIPTION)
                .gives("ended", Schemas.BOOLEAN)
                .fails(Code.NOT_FOUND, Code.NOT_ALLOWED)
                .example("[\"0x1\"]", "true")
                .answers((arguments, caller) -> {
                    subscriptions.unsubscribe(caller.subscriber(), arguments.get(SUBSCRIPTION));
                    return Future.succeededFuture(true);
                });
    }

    private Method talkRespond() {
        return Method.named(
                        "wayfinder_talkRespond",
                        "WebSocket only. Answers a TALKREQ that a subscription to talk told of, within "
                                + TalkBridge.ANSWER_WITHIN_MS + " ms.")
                .takes(REQUEST_ID, PAYLOAD)
                .gives("sent", Schemas.BOOLEAN)
                .fails(Code.NOT_FOUND, Code.NOT_ALLOWED)
                .example("[\"0x1\", \"0x02\"]", "true")
                .answers((arguments, caller) -> {
                    talks.respond(caller.subscriber(), arguments.get(REQUEST_ID), arguments.get(PAYLOAD));
                    return Future.succeededFuture(true);
                });
    }
}
