package io.wayfinder.discovery.service;

import io.vertx.core.Future;
import io.wayfinder.discovery.service.DiscoveryService.Subscription;
import io.wayfinder.discovery.service.DiscoveryService.TalkRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who answers TALKREQs, by protocol. Thread-safe: handlers come and go on any thread, and are asked on the event loop. */
final class TalkHandlers {

    /** More protocols than anybody speaks. */
    static final int HANDLERS_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(TalkHandlers.class);

    private final Map<Bytes, Function<TalkRequest, Future<Bytes>>> handlers = new ConcurrentHashMap<>();

    /** @throws IllegalStateException when the protocol has a handler, or there are too many */
    Subscription add(Bytes protocol, Function<TalkRequest, Future<Bytes>> handler) {
        if (handlers.size() >= HANDLERS_MAX) {
            throw new IllegalStateException("at most " + HANDLERS_MAX + " talk handlers: close one first");
        }
        Bytes key = protocol.copy();
        if (handlers.putIfAbsent(key, handler) != null) {
            throw new IllegalStateException("the protocol " + key + " has a handler already: close it first");
        }
        return () -> handlers.remove(key, handler);
    }

    /** The answer to come; the empty one at once when there is no handler, or it fails. */
    Future<Bytes> ask(TalkRequest request) {
        Function<TalkRequest, Future<Bytes>> handler = handlers.get(request.protocol());
        if (handler == null) {
            return Future.succeededFuture(Bytes.EMPTY);
        }
        try {
            return handler.apply(request).recover(failure -> failed(request, failure));
        } catch (RuntimeException failure) {
            return failed(request, failure);
        }
    }

    private static Future<Bytes> failed(TalkRequest request, Throwable failure) {
        LOG.warn("The handler of the talk protocol {} failed: {}", request.protocol(), failure.toString());
        return Future.succeededFuture(Bytes.EMPTY);
    }
}
