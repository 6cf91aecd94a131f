package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Discv5;
import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.List;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;

/** An adversary that speaks the protocol: the real core, whose inputs and outputs are meddled with by what extends it. */
class Puppet implements Host {

    private final World world;
    private final Identity identity;
    private final Discv5 core;
    private boolean gone;

    Puppet(World world, Identity identity, Function<Bytes, DecodedRecord> decoder, List<Contact> bootnodes) {
        this.world = world;
        this.identity = identity;
        this.core = world.core(identity, decoder, bootnodes);
    }

    World world() {
        return world;
    }

    Identity identity() {
        return identity;
    }

    Discv5 core() {
        return core;
    }

    Host start() {
        world.network().attach(this);
        settle();
        return this;
    }

    /** It says nothing any more. Returns the nodes that it was, or pretended to know. */
    List<NodeId> leave() {
        gone = true;
        return List.of(identity.record().nodeId());
    }

    @Override
    public Endpoint endpoint() {
        return identity.endpoint();
    }

    @Override
    public int region() {
        return identity.region();
    }

    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        core.receive(nowMs, from, datagram);
        settle();
    }

    @Override
    public void tick(long nowMs) {
        core.tick(nowMs);
        settle();
    }

    @Override
    public long nextDeadlineMs() {
        return core.nextDeadlineMs();
    }

    void send(Endpoint to, Bytes datagram) {
        if (!gone) {
            world.network().send(this, to, datagram);
        }
    }

    void told(Output output) {
        // Most adversaries want to know nothing.
    }

    final void settle() {
        for (Output output = core.poll(); output != null; output = core.poll()) {
            if (output instanceof Output.Transmit transmit) {
                send(transmit.to(), transmit.datagram());
            } else {
                told(output);
            }
        }
    }
}
