package io.wayfinder.rpc;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.rpc.HttpEndpoint.Page;
import io.wayfinder.rpc.RpcCounters.Dropped;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** JSON-RPC over HTTP and WebSocket for one node, on an event loop of its own. Thread-safe. */
public final class RpcServer {

    private final Vertx vertx;
    private final Deployment deployment;
    private final String id;

    private RpcServer(Vertx vertx, Deployment deployment, String id) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.id = id;
    }

    /** Binds; fails with one line when it cannot. */
    public static Future<RpcServer> start(Vertx vertx, DiscoveryService service, RpcConfig config) {
        return start(vertx, service, config, RpcLimits.DEFAULT);
    }

    static Future<RpcServer> start(Vertx vertx, DiscoveryService service, RpcConfig config, RpcLimits limits) {
        Deployment deployment = new Deployment(service, config, limits);
        return vertx.deployVerticle(deployment)
                .map(id -> new RpcServer(vertx, deployment, id))
                .recover(cause -> Future.failedFuture(new IllegalStateException(
                        "cannot listen for JSON-RPC on " + config.host() + ":" + config.port() + ": " + reason(cause),
                        cause)));
    }

    private static String reason(Throwable cause) {
        String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return text.contains("Address already in use")
                ? "the port is in use; choose another with --rpc-port"
                : text.lines().findFirst().orElse("");
    }

    /** Where it listens: {@code http://127.0.0.1:8555/}. */
    public URI uri() {
        return deployment.uri();
    }

    /** Closes every connection, and cancels what they asked for. */
    public Future<Void> stop() {
        return vertx.undeploy(id);
    }

    /** What runs on the event loop. */
    private static final class Deployment extends VerticleBase {

        /** Quiet connections are closed; longer than any answer takes, and than WebSocket pings are apart. */
        private static final int IDLE_SECONDS = 120;

        private static final long HEALTH_WITHIN_SECONDS = 2;

        private final DiscoveryService service;
        private final RpcConfig config;
        private final RpcLimits limits;
        private final RpcCounters counters = new RpcCounters();
        private final MetricsPage metrics = new MetricsPage();
        private Optional<HttpServer> server = Optional.empty();
        private Optional<Subscriptions> subscriptions = Optional.empty();
        private Optional<DiscoveryService.Subscription> events = Optional.empty();
        private int connections;

        Deployment(DiscoveryService service, RpcConfig config, RpcLimits limits) {
            this.service = service;
            this.config = config;
            this.limits = limits;
        }

        @Override
        public Future<?> start() {
            TalkBridge talks = new TalkBridge(context, service::onTalk, limits, counters);
            Subscriptions subscribed = new Subscriptions(context, talks, limits, counters);
            JsonRpc rpc = new JsonRpc(methods(subscribed, talks), limits, counters);
            HttpEndpoint endpoint = new HttpEndpoint(vertx, config, rpc, subscribed, pages(), limits, counters);
            HttpServer http = vertx.createHttpServer(options())
                    .connectionHandler(this::connected)
                    .requestHandler(endpoint.router());
            server = Optional.of(http);
            subscriptions = Optional.of(subscribed);
            return http.listen(config.port(), config.host())
                    .onSuccess(listening -> events = Optional.of(service.subscribe(subscribed::accept)));
        }

        @Override
        public Future<?> stop() {
            events.ifPresent(DiscoveryService.Subscription::close);
            metrics.close();
            return server.map(HttpServer::close).orElseGet(Future::succeededFuture);
        }

        URI uri() {
            String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
            int port = server.map(HttpServer::actualPort).orElse(config.port());
            return URI.create("http://" + host + ":" + port + "/");
        }

        private List<Method> methods(Subscriptions subscribed, TalkBridge talks) {
            List<Method> methods = Stream.of(
                            new Discv5Methods(service, config.clientVersion()).all(),
                            new WayfinderMethods(service).all(),
                            new SubscriptionMethods(subscribed, talks).all())
                    .flatMap(List::stream)
                    .toList();
            return OpenRpc.withDiscover(methods, config.clientVersion());
        }

        private List<Page> pages() {
            return List.of(
                    new Page("/health", "application/json", true, this::health),
                    new Page("/metrics", MetricsPage.CONTENT_TYPE, false, this::metrics),
                    new Page(
                            "/eth/v1/node/identity",
                            "application/json",
                            false,
                            () -> Future.succeededFuture(
                                    NodeIdentity.of(service.localRecord()).toBuffer())));
        }

        /** Asks the service's event loop something small: a loop that hangs is not healthy. */
        private Future<Buffer> health() {
            return service.record(service.localRecord().nodeId())
                    .timeout(HEALTH_WITHIN_SECONDS, TimeUnit.SECONDS)
                    .map(answered -> new JsonObject().put("status", "ok").toBuffer());
        }

        private Future<Buffer> metrics() {
            return service.counters().map(ofService -> {
                Map<String, Long> values = new LinkedHashMap<>(ofService);
                values.putAll(counters.totals());
                values.put("rpc_connections", (long) connections);
                values.put("rpc_subscriptions", (long)
                        subscriptions.map(Subscriptions::size).orElse(0));
                return metrics.render(values);
            });
        }

        private HttpServerOptions options() {
            return new HttpServerOptions()
                    .setIdleTimeout(IDLE_SECONDS)
                    // One protocol less to bound; nobody speaks it without TLS.
                    .setHttp2ClearTextEnabled(false)
                    .setMaxWebSocketMessageSize(limits.bodyBytes())
                    .setMaxWebSocketFrameSize(limits.bodyBytes())
                    // A small message must not unpack into a large one.
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false);
        }

        private void connected(HttpConnection connection) {
            connections++;
            connection.closeHandler(closed -> connections--);
            if (connections > limits.connections()) {
                counters.dropped(Dropped.CONNECTION, 1);
                var unused = connection.close();
            }
        }
    }
}
