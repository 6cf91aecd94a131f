package io.wayfinder.simulation;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;

/**
 * Tells those who come to it that they are at another address, the same that all its like tell them. Its core believes
 * it too: each datagram of theirs is passed to it as if from there. Whom it went to itself hears the truth, since their
 * records say where they are.
 */
final class VoteLiar extends Puppet {

    private static final int PORT = 30_303;

    private final Set<Endpoint> dialled = new LinkedHashSet<>();
    /** Who is told to be where, the other way round. */
    private final Map<Endpoint, Endpoint> lies = new LinkedHashMap<>();

    VoteLiar(World world, List<Contact> bootnodes) {
        super(world, world.newIdentity(true), world::decode, bootnodes);
    }

    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        if (dialled.contains(from)) {
            super.receive(nowMs, from, datagram);
        } else {
            Endpoint lie = lie(from);
            lies.put(lie, from);
            super.receive(nowMs, lie, datagram);
        }
    }

    @Override
    void send(Endpoint to, Bytes datagram) {
        Endpoint there = lies.get(to);
        if (there != null) {
            super.send(there, datagram);
        } else {
            dialled.add(to);
            super.send(to, datagram);
        }
    }

    /** The neighbour in the same network, at one port, whichever is seen: so that the votes of all liars agree. */
    private static Endpoint lie(Endpoint endpoint) {
        long low = endpoint.address().low();
        return Endpoint.of(IpAddress.of(Bytes.ofUnsignedInt(low ^ 0x80)), PORT);
    }
}
