package io.wayfinder.discovery.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one or two sockets of a node (protocol-notes, "Sockets"). Java clears {@code IPV6_V6ONLY}, so that a socket on {@code ::} takes IPv4
 * packets too: both wildcards on one port are one socket, and an IPv4 address beside {@code ::} on one port takes SO_REUSEADDR. Then each is bound without
 * it first, so that a port in use is still noticed, and it is cleared again, so that nobody else can join. Confined to the event loop of its context.
 */
final class BoundSockets {

    /** How often another port is tried, when port 0 gave one that is free in IPv4 but not in IPv6. */
    private static final int PORT_TRIES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(BoundSockets.class);

    private final @Nullable UdpSocket ipv4;
    private final @Nullable UdpSocket ipv6;
    private long wrongFamily;

    private BoundSockets(@Nullable UdpSocket ipv4, @Nullable UdpSocket ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** @param listen as in {@link ServiceConfig}; fails with one line that names the address and says what to do */
    static Future<BoundSockets> bind(Context context, List<Endpoint> listen) {
        return bind(context, listen, ipv6Available());
    }

    static Future<BoundSockets> bind(Context context, List<Endpoint> listen, boolean ipv6Available) {
        Endpoint four = of(listen, false);
        Endpoint six = of(listen, true);
        if (six != null && !ipv6Available) {
            if (four == null || !six.address().isUnspecified()) {
                return Future.failedFuture(refused(six, "this machine has no IPv6; listen on IPv4 alone"));
            }
            LOG.info("This machine has no IPv6: listening on {} alone", four.address());
            six = null;
        }
        if (four == null || six == null) {
            return single(context, four, six);
        }
        if (four.port() != six.port()) {
            return two(context, four, six, false);
        }
        boolean bothWildcards = four.address().isUnspecified() && six.address().isUnspecified();
        return bothWildcards
                ? socket(context, six, false).map(both -> new BoundSockets(both, both))
                : onePort(context, four, six, PORT_TRIES);
    }

    private static Future<BoundSockets> single(Context context, @Nullable Endpoint four, @Nullable Endpoint six) {
        if (six != null) {
            return socket(context, six, false).map(socket -> new BoundSockets(null, socket));
        }
        if (four != null) {
            return socket(context, four, false).map(socket -> new BoundSockets(socket, null));
        }
        return Future.failedFuture(new IllegalArgumentException("nothing to listen on"));
    }

    private static Future<BoundSockets> two(Context context, Endpoint four, Endpoint six, boolean shared) {
        return socket(context, four, shared)
                .compose(first -> socket(context, six, shared)
                        .map(second -> new BoundSockets(first, second))
                        .recover(failure -> first.close().compose(closed -> Future.failedFuture(failure))));
    }

    /** Port 0 is chosen once, for IPv4, and used for both. */
    private static Future<BoundSockets> onePort(Context context, Endpoint four, Endpoint six, int tries) {
        boolean shared = six.address().isUnspecified();
        Endpoint chosen;
        try {
            chosen = probe(four);
            if (shared) {
                probe(with(six, chosen.port()));
            }
        } catch (DiscoveryException failure) {
            return four.port() == 0 && tries > 1
                    ? onePort(context, four, six, tries - 1)
                    : Future.failedFuture(failure);
        }
        return two(context, chosen, with(six, chosen.port()), shared)
                .map(sockets -> {
                    sockets.all().forEach(UdpSocket::unshare);
                    return sockets;
                })
                .recover(failure -> four.port() == 0 && tries > 1
                        ? onePort(context, four, six, tries - 1)
                        : Future.failedFuture(failure));
    }

    /** Binds and closes at once, which a channel on the event loop does not; gives the port that was free. */
    private static Endpoint probe(Endpoint endpoint) {
        boolean v6 = endpoint.address().v6();
        try (DatagramChannel channel =
                DatagramChannel.open(v6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET)) {
            channel.bind(SocketAddresses.of(endpoint));
            return with(endpoint, ((InetSocketAddress) channel.getLocalAddress()).getPort());
        } catch (IOException failure) {
            throw refused(endpoint, whatToDo(failure));
        }
    }

    private static Future<UdpSocket> socket(Context context, Endpoint local, boolean shared) {
        return UdpSocket.bind(context, local, shared)
                .recover(failure -> Future.failedFuture(refused(local, whatToDo(failure))));
    }

    private static String whatToDo(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        if (failure instanceof BindException && said.contains("in use")) {
            return "the port is in use; stop the program that has it, or choose another port";
        }
        if (said.contains("assign")) {
            return "no network interface has this address; choose one that this machine has";
        }
        if (said.contains("ermission")) {
            return "not permitted; choose a port above 1023";
        }
        return said;
    }

    private static DiscoveryException refused(Endpoint local, String why) {
        return new DiscoveryException(DiscoveryException.Reason.REFUSED, "cannot listen on UDP " + local + ": " + why);
    }

    private static @Nullable Endpoint of(List<Endpoint> listen, boolean v6) {
        return listen.stream()
                .filter(endpoint -> endpoint.address().v6() == v6)
                .findFirst()
                .orElse(null);
    }

    private static Endpoint with(Endpoint endpoint, int port) {
        return new Endpoint(endpoint.address(), endpoint.scope(), port);
    }

    private static boolean ipv6Available() {
        try (DatagramChannel probe = DatagramChannel.open(StandardProtocolFamily.INET6)) {
            return probe.isOpen();
        } catch (IOException | UnsupportedOperationException none) {
            return false;
        }
    }

    /** What is bound, IPv4 first; one socket for both families counts as both wildcards. */
    List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        if (ipv4 != null) {
            endpoints.add(
                    ipv4 == ipv6
                            ? Endpoint.of(
                                    IpAddress.parse("0.0.0.0"), ipv4.local().port())
                            : ipv4.local());
        }
        if (ipv6 != null) {
            endpoints.add(ipv6.local());
        }
        return List.copyOf(endpoints);
    }

    boolean hasIpv4() {
        return ipv4 != null;
    }

    boolean hasIpv6() {
        return ipv6 != null;
    }

    /** As {@link UdpSocket#read}, of both. Packets of a family that is not a socket's own are dropped and counted. */
    void read(BiConsumer<Endpoint, Bytes> received, Runnable batchRead) {
        for (UdpSocket socket : all()) {
            socket.read(
                    (from, datagram) -> {
                        if (of(from) == socket) {
                            received.accept(from, datagram);
                        } else {
                            wrongFamily++;
                        }
                    },
                    batchRead);
        }
    }

    void reading(boolean on) {
        all().forEach(socket -> socket.reading(on));
    }

    /** False when there is no socket of this family. */
    boolean send(Endpoint to, Bytes datagram) {
        UdpSocket socket = of(to);
        if (socket != null) {
            socket.send(to, datagram);
        }
        return socket != null;
    }

    void flush() {
        all().forEach(UdpSocket::flush);
    }

    Future<Void> close() {
        return Future.join(all().stream().map(UdpSocket::close).toList()).mapEmpty();
    }

    Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        counters.put("udp_packets_sent", sum(UdpSocket::sent));
        counters.put("udp_sends_failed", sum(UdpSocket::sendsFailed));
        counters.put("udp_sends_refused{reason=\"buffer_full\"}", sum(UdpSocket::sendsRefused));
        counters.put("udp_packets_refused{reason=\"wrong_family\"}", wrongFamily);
        return counters;
    }

    private long sum(ToLongFunction<UdpSocket> counter) {
        return all().stream().mapToLong(counter).sum();
    }

    private @Nullable UdpSocket of(Endpoint peer) {
        return peer.address().v6() ? ipv6 : ipv4;
    }

    private List<UdpSocket> all() {
        List<UdpSocket> all = new ArrayList<>();
        if (ipv4 != null) {
            all.add(ipv4);
        }
        if (ipv6 != null && ipv6 != ipv4) {
            all.add(ipv6);
        }
        return all;
    }
}
