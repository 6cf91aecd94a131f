package io.wayfinder.rpc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.function.Supplier;

/** The paths: JSON-RPC at {@code /}, by POST and WebSocket, and pages to read beside it. */
final class HttpEndpoint {

    /**
     * Something to GET.
     *
     * @param open needs no token
     */
    record Page(String path, String contentType, boolean open, Supplier<Future<Buffer>> content) {}

    private final Vertx vertx;
    private final HttpGate gate;
    private final JsonRpc rpc;
    private final Subscriptions subscriptions;
    private final List<Page> pages;
    private final RpcLimits limits;
    private final RpcCounters counters;

    HttpEndpoint(
            Vertx vertx,
            RpcConfig config,
            JsonRpc rpc,
            Subscriptions subscriptions,
            List<Page> pages,
            RpcLimits limits,
            RpcCounters counters) {
        this.vertx = vertx;
        this.gate = new HttpGate(config);
        this.rpc = rpc;
        this.subscriptions = subscriptions;
        this.pages = pages;
        this.limits = limits;
        this.counters = counters;
    }

    Router router() {
        Router router = Router.router(vertx);
        router.route().handler(gate::host);
        router.post("/").handler(gate::origin).handler(gate::token).handler(gate::contentType);
        router.post("/").handler(BodyHandler.create(false).setBodyLimit(limits.bodyBytes()));
        router.post("/").handler(this::post);
        router.get("/")
                .handler(HttpEndpoint::wantsWebSocket)
                .handler(gate::origin)
                .handler(gate::token);
        router.get("/").handler(this::upgrade);
        router.options("/").handler(gate::origin).handler(gate::preflight);
        for (Page page : pages) {
            Route route = router.route(page.path()).method(HttpMethod.GET).method(HttpMethod.HEAD);
            if (!page.open()) {
                route.handler(gate::token);
            }
            route.handler(routing -> send(routing, page));
        }
        for (int status : RpcCounters.STATUSES) {
            router.errorHandler(status, routing -> refuse(routing, status));
        }
        return router;
    }

    private void post(RoutingContext routing) {
        Caller caller = Caller.http();
        // Also when all is answered, and then nothing is left to cancel.
        routing.addEndHandler(ignored -> caller.close());
        Buffer body = routing.body().buffer();
        rpc.answer(body == null ? Buffer.buffer() : body, caller).onSuccess(answer -> {
            if (routing.response().closed()) {
                return;
            }
            answer.ifPresentOrElse(
                    text -> routing.response()
                            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                            .end(text),
                    () -> routing.response().setStatusCode(204).end());
        });
    }

    private static void wantsWebSocket(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)) {
            routing.next();
        } else {
            routing.fail(405, new HttpGate.Refusal("send JSON-RPC by POST, or connect a WebSocket"));
        }
    }

    private void upgrade(RoutingContext routing) {
        routing.request()
                .toWebSocket()
                .onSuccess(socket -> WebSocketSession.open(vertx, socket, rpc, subscriptions, limits, counters))
                .onFailure(cause -> routing.fail(400, new HttpGate.Refusal("not a WebSocket handshake")));
    }

    private void send(RoutingContext routing, Page page) {
        page.content()
                .get()
                .onSuccess(content -> routing.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType())
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(content))
                .onFailure(cause -> routing.fail(503, new HttpGate.Refusal("the node does not answer")));
    }

    private void refuse(RoutingContext routing, int status) {
        counters.refused(status);
        if (routing.response().ended() || routing.response().closed()) {
            return;
        }
        String line = routing.failure() instanceof HttpGate.Refusal refusal
                ? refusal.getMessage()
                : switch (status) {
                    case 400 -> "not a proper HTTP request";
                    case 404 -> "nothing is here: JSON-RPC is at /";
                    case 405 -> "this path has no such method";
                    case 413 -> "the body is larger than " + limits.bodyBytes() + " bytes";
                    default -> "internal error: see the log";
                };
        if (status == 405) {
            routing.response()
                    .putHeader(HttpHeaders.ALLOW, routing.request().path().equals("/") ? "POST, OPTIONS" : "GET, HEAD");
        }
        // Vert.x waits for the rest of a request, and who waits to be asked for it never sends it.
        boolean waits = routing.request().headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
        if (waits) {
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        routing.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(line + "\n")
                .onSuccess(sent -> {
                    if (waits) {
                        routing.request().connection().close();
                    }
                });
    }
}
