package io.wayfinder.discovery.service;

import io.vertx.core.Vertx;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpPrefix;
import io.wayfinder.enr.NodeRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/** Real services on loopback. */
final class Services {

    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");
    private static final Bytes PROTOCOL_ID = Bytes.wrap("discv5".getBytes(StandardCharsets.US_ASCII));

    final Vertx vertx = Vertx.vertx();
    private int keys = 1_000;

    static ServiceConfig config(
            SecretKey key, List<String> listen, List<NodeRecord> bootnodes, Optional<Path> dataDirectory) {
        return config(key, listen, bootnodes, dataDirectory, LOOPBACK);
    }

    static ServiceConfig config(
            SecretKey key,
            List<String> listen,
            List<NodeRecord> bootnodes,
            Optional<Path> dataDirectory,
            List<String> restrictTo) {
        return new ServiceConfig(
                key,
                listen.stream().map(Endpoint::parse).toList(),
                PROTOCOL_ID,
                restrictTo.stream().map(IpPrefix::containing).toList(),
                bootnodes.stream().map(Contact::of).toList(),
                Optional.empty(),
                Optional.empty(),
                0,
                Map.of(),
                dataDirectory);
    }

    DiscoveryService start(ServiceConfig config) throws Exception {
        return Loopback.await(DiscoveryService.start(vertx, config));
    }

    /** A node of a new key on any port of 127.0.0.1. */
    DiscoveryService start(DiscoveryService... bootnodes) throws Exception {
        List<NodeRecord> records =
                Stream.of(bootnodes).map(DiscoveryService::localRecord).toList();
        return start(config(Peers.key(keys++), List.of("127.0.0.1:0"), records, Optional.empty()));
    }

    /** Nodes that know the first one. */
    List<DiscoveryService> network(int size) throws Exception {
        List<DiscoveryService> nodes = new ArrayList<>();
        nodes.add(start());
        while (nodes.size() < size) {
            nodes.add(start(nodes.getFirst()));
        }
        return nodes;
    }

    static Contact contact(DiscoveryService service) {
        return Contact.of(service.localRecord());
    }

    /** The first event for which {@code choose} gives something, from now on and after {@code cause} is done. */
    static <T> T after(DiscoveryService service, Function<ServiceEvent, Optional<T>> choose, Cause cause)
            throws Exception {
        CompletableFuture<T> chosen = new CompletableFuture<>();
        DiscoveryService.Subscription subscription =
                service.subscribe(event -> choose.apply(event).ifPresent(chosen::complete));
        cause.run();
        try {
            return chosen.get(Loopback.LIMIT_S, TimeUnit.SECONDS);
        } finally {
            subscription.close();
        }
    }

    /** What is to bring an event. */
    interface Cause {
        void run() throws Exception;
    }

    /** Asks again and again until the answer will do: for what no event tells. */
    static <T> T until(Query<T> query, Predicate<T> enough) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Loopback.LIMIT_S);
        T last = query.ask();
        while (!enough.test(last)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still " + last + " after " + Loopback.LIMIT_S + " s");
            }
            last = query.ask();
        }
        return last;
    }

    /** Asks once. */
    interface Query<T> {
        T ask() throws Exception;
    }

    void close() throws Exception {
        Loopback.close(vertx);
    }
}
