package io.wayfinder.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.ServiceConfig;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.rpc.RpcConfig;
import io.wayfinder.rpc.RpcServer;
import java.time.Duration;

/** A node with JSON-RPC in front. */
record Sidecar(DiscoveryService service, RpcServer rpc) {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    /** @throws Failure when either cannot be started, the other then being stopped */
    static Sidecar start(Vertx vertx, ServiceConfig config, RpcConfig rpc) {
        return withRpc(vertx, startNode(vertx, config), rpc);
    }

    /** @throws Failure when a port is in use, or the data directory is locked or unreadable */
    static DiscoveryService startNode(Vertx vertx, ServiceConfig config) {
        try {
            return Await.result(DiscoveryService.start(vertx, config), START_LIMIT);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw Failure.badInput(Failure.messageOf(e), e);
        }
    }

    /** @throws Failure when its port is in use, the node then being stopped */
    static Sidecar withRpc(Vertx vertx, DiscoveryService service, RpcConfig rpc) {
        try {
            return new Sidecar(service, Await.result(RpcServer.start(vertx, service, rpc), START_LIMIT));
        } catch (IllegalStateException e) {
            Await.quietly(service.stop(), STOP_LIMIT);
            throw Failure.badInput(Failure.messageOf(e), e);
        }
    }

    /** The store is flushed and the sockets are closed when it completes. */
    Future<Void> stop() {
        return rpc.stop().transform(stopped -> service.stop());
    }

    /** What {@code --json} prints once everything answers. */
    JsonObject ready() {
        NodeRecord record = service.localRecord();
        JsonObject ready = new JsonObject()
                .put("event", "ready")
                .put("enr", record.text())
                .put("nodeId", record.nodeId().bytes().toHexString());
        for (Endpoint bound : service.boundEndpoints()) {
            ready.put(bound.address().v6() ? "udp6" : "udp", bound.toString());
        }
        return ready.put("rpc", rpc.uri().toString());
    }
}
