package io.wayfinder.rpc;

import io.wayfinder.discovery.service.Call;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Who asks: an HTTP request or a WebSocket. When it goes away, what it asked of the network is cancelled. */
final class Caller {

    private final Optional<Subscriber> subscriber;
    // Bounded by RpcLimits.networkOperations, over all callers.
    private final Set<Call<?>> running = new LinkedHashSet<>();
    private boolean closed;

    private Caller(Optional<Subscriber> subscriber) {
        this.subscriber = subscriber;
    }

    static Caller http() {
        return new Caller(Optional.empty());
    }

    static Caller webSocket(Subscriber subscriber) {
        return new Caller(Optional.of(subscriber));
    }

    /** @throws RpcError for a caller that nothing can be sent to unasked */
    Subscriber subscriber() {
        return subscriber.orElseThrow(() ->
                new RpcError(RpcError.Code.NOT_ALLOWED, "this method needs a WebSocket: connect to the same address"));
    }

    void started(Call<?> call) {
        running.add(call);
        if (closed) {
            call.cancel().run();
        }
    }

    void ended(Call<?> call) {
        running.remove(call);
    }

    void close() {
        closed = true;
        new ArrayList<>(running).forEach(call -> call.cancel().run());
    }
}
