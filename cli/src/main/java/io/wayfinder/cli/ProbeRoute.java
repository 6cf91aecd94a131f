package io.wayfinder.cli;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.IpPrefix;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.tuweni.bytes.Bytes;

/**
 * From which of our addresses the node under test is talked to, and at which of its own.
 *
 * @param from one or two, of the target's family
 */
record ProbeRoute(Endpoint target, List<IpAddress> from) {

    private static final int ADDRESSES_MAX = 2;

    /** Most systems have all of 127.0.0.0/8; some have the first alone. */
    private static final List<IpAddress> LOOPBACK = List.of(IpAddress.parse("127.0.0.1"), IpAddress.parse("127.0.0.2"));

    /**
     * @param listen what the user named; may be empty
     * @param restrictTo what may be sent to; empty for all
     * @throws Failure when nothing may be sent to the node or an address is not ours
     */
    static ProbeRoute to(Contact contact, List<String> listen, List<IpPrefix> restrictTo) {
        List<IpAddress> named = listen.stream().map(ProbeRoute::address).toList();
        if (named.size() > ADDRESSES_MAX) {
            throw Failure.badInput("--listen takes one or two addresses, not " + named.size());
        }
        if (contact.endpoints().isEmpty()) {
            throw Failure.badInput("the record names no IP address with a UDP port: there is nowhere to send to");
        }
        Endpoint target = contact.endpoints().stream()
                .filter(endpoint -> restrictTo.isEmpty()
                        || restrictTo.stream().anyMatch(prefix -> prefix.contains(endpoint.address())))
                .filter(endpoint -> named.stream()
                        .allMatch(ours -> ours.v6() == endpoint.address().v6()))
                .findFirst()
                .orElseThrow(() -> unreachable(contact, named, restrictTo));
        for (IpAddress ours : named) {
            if (!isOurs(ours)) {
                throw Failure.badInput("--listen: " + ours + " is no address of this machine");
            }
        }
        return new ProbeRoute(target, named.isEmpty() ? towards(target) : named);
    }

    /** For a person. */
    String fromText() {
        return from.stream().map(IpAddress::toString).collect(Collectors.joining(" and "));
    }

    private static IpAddress address(String text) {
        try {
            return IpAddress.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw Failure.badInput("--listen: " + Failure.messageOf(e), e);
        }
    }

    private static Failure unreachable(Contact contact, List<IpAddress> named, List<IpPrefix> restrictTo) {
        String where = contact.endpoints().stream().map(Endpoint::toString).collect(Collectors.joining(" and "));
        boolean outside = contact.endpoints().stream()
                .noneMatch(endpoint -> restrictTo.isEmpty()
                        || restrictTo.stream().anyMatch(prefix -> prefix.contains(endpoint.address())));
        return Failure.badInput(
                outside
                        ? "nothing is sent to " + where + ", which is outside --netrestrict"
                        : "--listen " + named + " and the node at " + where + " are not of one IP version");
    }

    private static List<IpAddress> towards(Endpoint target) {
        if (target.address().isLoopback() && !target.address().v6()) {
            List<IpAddress> there = LOOPBACK.stream().filter(ProbeRoute::isOurs).toList();
            return there.isEmpty() ? List.of(target.address()) : there;
        }
        // Connecting a UDP socket sends nothing: the system only picks the route.
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(socketAddress(target.address(), target.port()));
            return List.of(IpAddress.of(Bytes.wrap(socket.getLocalAddress().getAddress())));
        } catch (IOException e) {
            throw Failure.badInput("this machine has no route to " + target + " (" + Failure.messageOf(e) + ")", e);
        }
    }

    private static boolean isOurs(IpAddress address) {
        try (DatagramSocket socket = new DatagramSocket(socketAddress(address, 0))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress socketAddress(IpAddress address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(address.bytes().toArrayUnsafe()), port);
    }
}
