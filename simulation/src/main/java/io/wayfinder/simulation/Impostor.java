package io.wayfinder.simulation;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.discovery.wire.IdSignature;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.discovery.wire.SessionKeys;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Hears every packet, has nobody's keys, and speaks in the name of others: ordinary packets, WHOAREYOUs for packets that it
 * has heard, handshakes, repetitions; from its own endpoint and from that of the node that it claims to be. Who challenges it gets an
 * answer under keys that it does have.
 */
final class Impostor extends Pest implements Watcher {

    private static final int REGION = 0;

    private final PacketCodec codec;
    private @Nullable Heard heard;

    private @Nullable Claim claim;

    private record Claim(HonestNode as, HonestNode to) {}

    private record Heard(HonestNode by, Endpoint to, Bytes datagram) {}

    /** @param everyMs between two of its deeds */
    Impostor(World world, Endpoint endpoint, SplittableRandom random, long everyMs) {
        super(world, random, everyMs, endpoint, REGION);
        codec = world.codec();
    }

    /** A challenge for whom it claimed to be: it answers with keys of its own, and a signature of its own. */
    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        Claim last = claim;
        if (last != null
                && codec.decode(last.as().id(), datagram) instanceof Decoded.Ok<Packet> ok
                && ok.value() instanceof Packet.Whoareyou challenge) {
            send(endpoint(), last.to(), ownHandshake(last, challenge));
        }
    }

    private Bytes ownHandshake(Claim last, Packet.Whoareyou challenge) {
        Secp256k1 curve = world().curve();
        NodeId to = last.to().id();
        SecretKey ephemeral = SecretKey.generate(random());
        Bytes ephemeralKey = curve.publicKey(ephemeral).compressed();
        Bytes point = curve.sharedPoint(last.to().record().publicKey(), ephemeral, random());
        SessionKeys keys = SessionKeys.derive(codec.suite(), point, last.as().id(), to, challenge.head());
        Message ping = new Message.Ping(new RequestId(randomBytes(RequestId.SIZE_MAX)), 1);
        return codec.encodeHandshake(
                to,
                last.as().id(),
                randomNonce(),
                randomBytes(16),
                curve.sign(IdSignature.digest(challenge.head(), ephemeralKey, to), ephemeral),
                ephemeralKey,
                last.as().record().encoded(),
                keys.initiatorKey(),
                MessageCodec.encode(ping));
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (by instanceof HonestNode node && random().nextInt(4) == 0) {
            heard = new Heard(node, to, datagram);
        }
    }

    @Override
    void act() {
        if (world().alive().size() < 2) {
            return;
        }
        HonestNode victim = victim();
        HonestNode claimed = victim();
        Endpoint from = random().nextInt(4) == 0 ? endpoint() : claimed.endpoint();
        if (from.equals(endpoint())) {
            claim = new Claim(claimed, victim);
        }
        switch (random().nextInt(4)) {
            case 0 -> send(from, victim, ordinary(victim.id(), claimed.id()));
            case 1 -> {
                send(from, victim, ordinary(victim.id(), claimed.id()));
                send(from, victim, handshake(victim.id(), claimed));
            }
            case 2 -> challengeHeard();
            default -> {
                if (heard != null) {
                    world().network().send(this, heard.by().endpoint(), heard.to(), heard.datagram());
                }
            }
        }
    }

    private void send(Endpoint from, HonestNode to, Bytes datagram) {
        world().network().send(this, from, to.endpoint(), datagram);
    }

    private Bytes ordinary(NodeId to, NodeId claimed) {
        return codec.encodeRandom(to, claimed, randomNonce(), randomBytes(16), randomBytes(36));
    }

    private Bytes handshake(NodeId to, HonestNode claimed) {
        boolean withRecord = random().nextBoolean();
        return codec.encodeHandshake(
                to,
                claimed.id(),
                randomNonce(),
                randomBytes(16),
                randomBytes(64),
                claimed.record().publicKey().compressed(),
                withRecord ? claimed.record().encoded() : Bytes.EMPTY,
                randomBytes(16),
                randomBytes(20));
    }

    /** As if the recipient of a packet that it has heard could not read it. */
    private void challengeHeard() {
        if (heard == null) {
            return;
        }
        for (HonestNode recipient : world().alive()) {
            if (recipient.endpoint().equals(heard.to())
                    && codec.decode(recipient.id(), heard.datagram()) instanceof Decoded.Ok<Packet> ok) {
                Bytes datagram = codec.encodeWhoareyou(
                                heard.by().id(),
                                ok.value().nonce(),
                                randomBytes(16),
                                new IdNonce(randomBytes(IdNonce.SIZE)),
                                0)
                        .datagram();
                Endpoint from = random().nextInt(4) == 0 ? endpoint() : heard.to();
                world().network().send(this, from, heard.by().endpoint(), datagram);
            }
        }
    }
}
