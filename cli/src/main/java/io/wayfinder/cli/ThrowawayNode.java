package io.wayfinder.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.Call;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.ServiceConfig;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.IpPrefix;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node with a new key on free ports that keeps nothing: what one-shot commands ask from. */
final class ThrowawayNode implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(10);
    private static final Duration OTHERS_LIMIT = Duration.ofMillis(300);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private static final IpAddress LOOPBACK4 = IpAddress.parse("127.0.0.1");
    private static final IpAddress LOOPBACK6 = IpAddress.parse("::1");

    private final Vertx vertx;
    private final DiscoveryService service;

    private ThrowawayNode(Vertx vertx, DiscoveryService service) {
        this.vertx = vertx;
        this.service = service;
    }

    /**
     * @param targets what will be asked: on loopback alone the node listens there too, so that it can be asked back
     * @throws Failure when it cannot be started
     */
    static ThrowawayNode start(NetworkOptions network, List<Contact> targets, List<Contact> bootnodes) {
        List<IpPrefix> restrictTo = network.restrictTo();
        ServiceConfig config = new ServiceConfig(
                SecretKey.generate(new SecureRandom()),
                listen(targets, bootnodes, restrictTo),
                network.protocolId(),
                restrictTo,
                bootnodes,
                Optional.empty(),
                Optional.empty(),
                0,
                Map.of(),
                Optional.empty());
        Vertx vertx = EventLoops.start(1);
        try {
            return new ThrowawayNode(vertx, Await.result(DiscoveryService.start(vertx, config), START_LIMIT));
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    DiscoveryService service() {
        return service;
    }

    /**
     * Waits until a bootnode has told its record, which is where lookups begin, and a moment longer for the others.
     *
     * @throws Failure when none does
     */
    void join(List<Contact> bootnodes) {
        List<Future<Boolean>> joined = bootnodes.stream().map(this::join).toList();
        try {
            Await.result(Future.any(joined), JOIN_LIMIT);
        } catch (Failure e) {
            throw Failure.network(
                    bootnodes.size() == 1
                            ? "the bootnode does not answer (" + Failure.messageOf(e) + ")"
                            : "none of the " + bootnodes.size() + " bootnodes answers",
                    e);
        }
        Await.quietly(Future.join(joined), OTHERS_LIMIT);
    }

    private Future<Boolean> join(Contact bootnode) {
        return service.findNode(bootnode, List.of(0))
                .future()
                .compose(records -> records.isEmpty()
                        ? Future.failedFuture("it did not tell its record")
                        : service.addNode(records.getFirst()));
    }

    /** @throws Failure when the call fails */
    <T> T await(Call<T> call, Duration limit) {
        return Await.result(call.future(), limit);
    }

    @Override
    public void close() {
        Await.quietly(service.stop(), STOP_LIMIT);
        Await.quietly(vertx.close(), STOP_LIMIT);
    }

    static List<Endpoint> listen(List<Contact> targets, List<Contact> bootnodes, List<IpPrefix> restrictTo) {
        List<IpAddress> addresses = new ArrayList<>();
        List.of(targets, bootnodes)
                .forEach(contacts -> contacts.forEach(
                        contact -> contact.endpoints().forEach(endpoint -> addresses.add(endpoint.address()))));
        boolean restricted = !restrictTo.isEmpty()
                && restrictTo.stream().allMatch(cidr -> cidr.address().isLoopback());
        boolean loopback =
                restricted || (!addresses.isEmpty() && addresses.stream().allMatch(IpAddress::isLoopback));
        if (!loopback) {
            return List.of(Endpoint.parse("0.0.0.0:0"), Endpoint.parse("[::]:0"));
        }
        List<Endpoint> listen = new ArrayList<>();
        boolean v6 = addresses.stream().anyMatch(IpAddress::v6);
        if (!v6 || addresses.stream().anyMatch(address -> !address.v6())) {
            listen.add(Endpoint.of(LOOPBACK4, 0));
        }
        if (v6) {
            listen.add(Endpoint.of(LOOPBACK6, 0));
        }
        return listen;
    }
}
