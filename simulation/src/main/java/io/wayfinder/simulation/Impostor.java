package io.wayfinder.simulation;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.discovery.wire.IdSignature;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.discovery.wire.SessionKeys;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Hears every packet, has nobody's keys, and speaks in the name of others: ordinary packets, WHOAREYOUs for packets that it
 * has heard, handshakes, repetitions; from its own endpoint and from that of the node that it claims to be. Who challenges it gets an
 * answer under keys that it does have.
 */
final class Impostor implements Host, Watcher {

    private final World world;
    private final Endpoint endpoint;
    private final SplittableRandom random;
    private final long everyMs;
    private final PacketCodec codec;
    private long nextMs;
    private @Nullable Heard heard;

    private @Nullable Claim claim;

    private record Claim(HonestNode as, HonestNode to) {}

    private record Heard(HonestNode by, Endpoint to, Bytes datagram) {}

    /** @param everyMs between two of its deeds */
    Impostor(World world, Endpoint endpoint, SplittableRandom random, long everyMs) {
        this.world = world;
        codec = world.codec();
        this.endpoint = endpoint;
        this.random = random;
        this.everyMs = everyMs;
        this.nextMs = world.nowMs() + everyMs;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public int region() {
        return 0;
    }

    /** A challenge for whom it claimed to be: it answers with keys of its own, and a signature of its own. */
    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        Claim last = claim;
        if (last != null
                && codec.decode(last.as().id(), datagram) instanceof Decoded.Ok<Packet> ok
                && ok.value() instanceof Packet.Whoareyou challenge) {
            send(endpoint, last.to(), ownHandshake(last, challenge));
        }
    }

    private Bytes ownHandshake(Claim last, Packet.Whoareyou challenge) {
        Secp256k1 curve = world.curve();
        NodeId to = last.to().id();
        SecretKey ephemeral = SecretKey.generate(random);
        Bytes ephemeralKey = curve.publicKey(ephemeral).compressed();
        Bytes point = curve.sharedPoint(last.to().record().publicKey(), ephemeral, random);
        SessionKeys keys = SessionKeys.derive(codec.suite(), point, last.as().id(), to, challenge.head());
        Message ping = new Message.Ping(new RequestId(bytes(RequestId.SIZE_MAX)), 1);
        return codec.encodeHandshake(
                to,
                last.as().id(),
                nonce(),
                bytes(16),
                curve.sign(IdSignature.digest(challenge.head(), ephemeralKey, to), ephemeral),
                ephemeralKey,
                last.as().record().encoded(),
                keys.initiatorKey(),
                MessageCodec.encode(ping));
    }

    @Override
    public long nextDeadlineMs() {
        return nextMs;
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (by instanceof HonestNode node && random.nextInt(4) == 0) {
            heard = new Heard(node, to, datagram);
        }
    }

    @Override
    public void tick(long nowMs) {
        nextMs = nowMs + everyMs;
        List<HonestNode> nodes = world.alive();
        if (nodes.size() < 2) {
            return;
        }
        HonestNode victim = nodes.get(random.nextInt(nodes.size()));
        HonestNode claimed = nodes.get(random.nextInt(nodes.size()));
        Endpoint from = random.nextInt(4) == 0 ? endpoint : claimed.endpoint();
        if (from.equals(endpoint)) {
            claim = new Claim(claimed, victim);
        }
        switch (random.nextInt(4)) {
            case 0 -> send(from, victim, ordinary(victim.id(), claimed.id()));
            case 1 -> {
                send(from, victim, ordinary(victim.id(), claimed.id()));
                send(from, victim, handshake(victim.id(), claimed));
            }
            case 2 -> challengeHeard();
            default -> {
                if (heard != null) {
                    world.network().send(this, heard.by().endpoint(), heard.to(), heard.datagram());
                }
            }
        }
    }

    private void send(Endpoint from, HonestNode to, Bytes datagram) {
        world.network().send(this, from, to.endpoint(), datagram);
    }

    private Bytes ordinary(NodeId to, NodeId claimed) {
        return codec.encodeRandom(to, claimed, nonce(), bytes(16), bytes(36));
    }

    private Bytes handshake(NodeId to, HonestNode claimed) {
        boolean withRecord = random.nextBoolean();
        return codec.encodeHandshake(
                to,
                claimed.id(),
                nonce(),
                bytes(16),
                bytes(64),
                claimed.record().publicKey().compressed(),
                withRecord ? claimed.record().encoded() : Bytes.EMPTY,
                bytes(16),
                bytes(20));
    }

    /** As if the recipient of a packet that it has heard could not read it. */
    private void challengeHeard() {
        if (heard == null) {
            return;
        }
        for (HonestNode recipient : world.alive()) {
            if (recipient.endpoint().equals(heard.to())
                    && codec.decode(recipient.id(), heard.datagram()) instanceof Decoded.Ok<Packet> ok) {
                Bytes datagram = codec.encodeWhoareyou(
                                heard.by().id(), ok.value().nonce(), bytes(16), new IdNonce(bytes(IdNonce.SIZE)), 0)
                        .datagram();
                Endpoint from = random.nextInt(4) == 0 ? endpoint : heard.to();
                world.network().send(this, from, heard.by().endpoint(), datagram);
            }
        }
    }

    private Nonce nonce() {
        return new Nonce(bytes(Nonce.SIZE));
    }

    private Bytes bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
