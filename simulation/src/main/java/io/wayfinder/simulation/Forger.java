package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Hears what is sent, and speaks in others' names: a packet that does not decrypt, from the sender; or a WHOAREYOU for
 * what was sent, from the one it was sent to.
 */
final class Forger extends Pest implements Watcher {

    private static final long EVERY_MS = 200;
    private static final int CONTENT_SIZE = 44;

    private final PacketCodec codec;
    /** Of every node that has sent something: at most as many as there have been in the run. */
    private final Map<Endpoint, NodeId> ids = new LinkedHashMap<>();

    private @Nullable Heard last;

    private record Heard(Endpoint from, Endpoint to, Bytes datagram) {}

    Forger(World world, RandomGenerator random) {
        super(world, random, EVERY_MS);
        codec = world.codec();
    }

    @Override
    Host start() {
        world().watchers().add(this);
        return super.start();
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (by instanceof HonestNode node) {
            ids.put(from, node.id());
            last = new Heard(from, to, datagram);
        }
    }

    @Override
    void act() {
        Heard heard = last;
        NodeId sender = heard == null ? null : ids.get(heard.from());
        NodeId receiver = heard == null ? null : ids.get(heard.to());
        if (heard == null || sender == null || receiver == null) {
            return;
        }
        if (random().nextBoolean()) {
            Bytes packet =
                    codec.encodeRandom(receiver, sender, randomNonce(), randomBytes(16), randomBytes(CONTENT_SIZE));
            world().network().send(this, heard.from(), heard.to(), packet);
        } else if (codec.decode(receiver, heard.datagram()) instanceof Decoded.Ok<Packet> ok) {
            IdNonce idNonce = new IdNonce(randomBytes(IdNonce.SIZE));
            Bytes challenge = codec.encodeWhoareyou(sender, ok.value().nonce(), randomBytes(16), idNonce, 0)
                    .datagram();
            world().network().send(this, heard.to(), heard.from(), challenge);
        }
    }
}
