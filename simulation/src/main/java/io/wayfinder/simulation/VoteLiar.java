package io.wayfinder.simulation;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;

/**
 * Tells those who come to it that they are at another address, the same that all its like tell them. Its core believes
 * it too: each datagram of theirs is passed to it as if from there. Whom it went to itself hears the truth, since their
 * records say where they are.
 */
final class VoteLiar extends Puppet {

    private final Set<Endpoint> dialled = new LinkedHashSet<>();
    private final Set<Endpoint> lies = new LinkedHashSet<>();

    VoteLiar(World world, List<Contact> bootnodes) {
        super(world, world.newIdentity(true), world::decode, bootnodes);
    }

    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        if (dialled.contains(from)) {
            super.receive(nowMs, from, datagram);
        } else {
            lies.add(other(from));
            super.receive(nowMs, other(from), datagram);
        }
    }

    @Override
    void send(Endpoint to, Bytes datagram) {
        if (lies.contains(to)) {
            super.send(other(to), datagram);
        } else {
            dialled.add(to);
            super.send(to, datagram);
        }
    }

    /** The neighbour in the same network; its neighbour is the first. */
    private static Endpoint other(Endpoint endpoint) {
        long low = endpoint.address().low();
        return Endpoint.of(IpAddress.of(Bytes.ofUnsignedInt(low ^ 0x80)), endpoint.port());
    }
}
