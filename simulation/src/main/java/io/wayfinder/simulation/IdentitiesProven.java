package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;

/** Judged at the endpoint of the {@link Impostor}, who makes handshakes in the name of others there. */
final class IdentitiesProven extends Invariant {

    private final Endpoint impostors;

    IdentitiesProven(World world, Endpoint impostors) {
        super(world);
        this.impostors = impostors;
    }

    @Override
    String claim() {
        return "Who has not the key of a node gets nothing in its name but WHOAREYOUs";
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (by instanceof HonestNode node && to.equals(impostors) && datagram.size() != PacketCodec.SIZE_MIN) {
            throw violation(node, "it sends %d bytes to an impostor".formatted(datagram.size()));
        }
    }
}
