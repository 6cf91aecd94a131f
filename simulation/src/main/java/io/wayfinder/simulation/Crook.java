package io.wayfinder.simulation;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.discovery.wire.IdSignature;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec.EncodedWhoareyou;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.discovery.wire.SessionKeys;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A node with sessions of its own that says what the core never would: it tells of nodes where nobody asked for them, of
 * hosts in private networks, of a newer record than it has; and has its partner, at another endpoint, answer what it was
 * asked. Who believes any of that has a fault.
 */
final class Crook extends Pest {

    private static final long EVERY_MS = 300;
    private static final int GHOSTS = 8;
    private static final int RECORDS_MAX = 8;
    private static final IpAddress PRIVATE = IpAddress.of(Bytes.fromHexString("0x0a000001"));

    private final Identity identity;
    private final NodeId id;
    private final List<NodeRecord> ghosts;
    private final List<NodeRecord> insiders;
    private final Map<Endpoint, Line> lines = new LinkedHashMap<>();
    private @Nullable Crook partner;

    /** With one peer. */
    private static final class Line {
        @Nullable
        SessionKeys keys;

        boolean initiated;
        Bytes challenge = Bytes.EMPTY;
    }

    Crook(World world, SplittableRandom random) {
        this(world, random, world.newIdentity(true), new ArrayList<>(), new ArrayList<>(), 0);
        for (int i = 0; i < GHOSTS; i++) {
            ghosts.add(world.newIdentity(true).record());
            Endpoint inside = Endpoint.of(PRIVATE, endpoint().port() + i);
            insiders.add(
                    world.chosenIdentity(SecretKey.generate(random), inside).record());
        }
        Crook other = new Crook(world, random, identity, ghosts, insiders, 1);
        other.partner = this;
        partner = other;
    }

    private Crook(
            World world,
            SplittableRandom random,
            Identity identity,
            List<NodeRecord> ghosts,
            List<NodeRecord> insiders,
            int number) {
        super(world, random, EVERY_MS, beside(identity.endpoint(), number), identity.region());
        this.identity = identity;
        this.ghosts = ghosts;
        this.insiders = insiders;
        id = identity.record().nodeId();
    }

    private static Endpoint beside(Endpoint own, int number) {
        return Endpoint.of(own.address(), own.port() + number);
    }

    /** Both are there. */
    @Override
    Host start() {
        Crook other = partner;
        super.start();
        if (other != null) {
            world().network().attach(other);
        }
        return this;
    }

    /** Both are gone. Returns the node that they were. */
    NodeId leave() {
        Crook other = partner;
        world().network().detach(this);
        if (other != null) {
            world().network().detach(other);
        }
        return id;
    }

    /** Whom nobody may take over. */
    Set<NodeId> lies() {
        Set<NodeId> ids = new LinkedHashSet<>();
        ghosts.forEach(ghost -> ids.add(ghost.nodeId()));
        insiders.forEach(insider -> ids.add(insider.nodeId()));
        return ids;
    }

    /** Knocks at somebody's door. */
    @Override
    void act() {
        HonestNode victim = victim();
        if (victim.nat() == null) {
            send(
                    victim.endpoint(),
                    world().codec().encodeRandom(victim.id(), id, randomNonce(), randomBytes(16), randomBytes(36)));
        }
    }

    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        HonestNode peer = world().alive().stream()
                .filter(node -> node.endpoint().equals(from))
                .findFirst()
                .orElse(null);
        if (peer == null || !(world().codec().decode(id, datagram) instanceof Decoded.Ok<Packet> ok)) {
            return;
        }
        Line line = lines.computeIfAbsent(from, unused -> new Line());
        switch (ok.value()) {
            case Packet.Whoareyou challenge -> meet(peer, line, challenge);
            case Packet.Handshake packet -> accept(peer, line, packet);
            case Packet.Ordinary packet -> {
                SessionKeys keys = line.keys;
                Bytes message = keys == null
                        ? null
                        : world().codec().open(packet, line.initiated ? keys.recipientKey() : keys.initiatorKey());
                if (message == null) {
                    challenge(peer, line, packet);
                } else {
                    hear(peer, message);
                }
            }
        }
    }

    private void challenge(HonestNode peer, Line line, Packet.Ordinary packet) {
        EncodedWhoareyou whoareyou = world().codec()
                .encodeWhoareyou(peer.id(), packet.nonce(), randomBytes(16), new IdNonce(randomBytes(IdNonce.SIZE)), 0);
        line.challenge = whoareyou.challengeData();
        send(peer.endpoint(), whoareyou.datagram());
    }

    private void meet(HonestNode peer, Line line, Packet.Whoareyou challenge) {
        Secp256k1 curve = world().curve();
        SecretKey ephemeral = SecretKey.generate(random());
        Bytes ephemeralKey = curve.publicKey(ephemeral).compressed();
        Bytes point = curve.sharedPoint(peer.record().publicKey(), ephemeral, random());
        SessionKeys keys = SessionKeys.derive(world().codec().suite(), point, id, peer.id(), challenge.head());
        line.keys = keys;
        line.initiated = true;
        Message ping = new Message.Ping(new RequestId(randomBytes(RequestId.SIZE_MAX)), 1);
        send(
                peer.endpoint(),
                world().codec()
                        .encodeHandshake(
                                peer.id(),
                                id,
                                randomNonce(),
                                randomBytes(16),
                                curve.sign(
                                        IdSignature.digest(challenge.head(), ephemeralKey, peer.id()), identity.key()),
                                ephemeralKey,
                                identity.record().encoded(),
                                keys.initiatorKey(),
                                MessageCodec.encode(ping)));
    }

    private void accept(HonestNode peer, Line line, Packet.Handshake packet) {
        Optional<PublicKey> ephemeral = world().curve().parse(packet.ephemeralKey());
        if (ephemeral.isEmpty()) {
            return;
        }
        Bytes point = world().curve().sharedPoint(ephemeral.get(), identity.key(), random());
        SessionKeys keys = SessionKeys.derive(world().codec().suite(), point, peer.id(), id, line.challenge);
        Bytes message = world().codec().open(packet, keys.initiatorKey());
        if (message != null) {
            line.keys = keys;
            line.initiated = false;
            hear(peer, message);
        }
    }

    private void hear(HonestNode peer, Bytes plaintext) {
        if (!(MessageCodec.decode(plaintext) instanceof Decoded.Ok<Message> ok)) {
            return;
        }
        Endpoint at = peer.endpoint();
        if (ok.value() instanceof Message.Ping ping) {
            long newer = identity.record().seq() + 1;
            say(peer, new Message.Pong(ping.requestId(), newer, at.address().bytes(), at.port()));
        } else if (ok.value() instanceof Message.FindNode question) {
            Crook other = partner;
            boolean byOther = other != null && random().nextInt(4) == 0 && other.lines.containsKey(at);
            (other != null && byOther ? other : this).say(peer, answer(question));
        }
    }

    /** Ghosts where nobody asked, insiders where somebody did. */
    private Message answer(Message.FindNode question) {
        List<Bytes> records = new ArrayList<>();
        if (question.distances().contains(0)) {
            records.add(identity.record().encoded());
        }
        for (NodeRecord ghost : ghosts) {
            if (!question.distances().contains(Metric.logDistance(id, ghost.nodeId()))) {
                records.add(ghost.encoded());
            }
        }
        for (NodeRecord insider : insiders) {
            if (question.distances().contains(Metric.logDistance(id, insider.nodeId()))) {
                records.add(insider.encoded());
            }
        }
        return new Message.Nodes(question.requestId(), 1, records.subList(0, Math.min(RECORDS_MAX, records.size())));
    }

    private void say(HonestNode to, Message message) {
        Line line = lines.get(to.endpoint());
        SessionKeys keys = line == null ? null : line.keys;
        if (line != null && keys != null) {
            Bytes key = line.initiated ? keys.initiatorKey() : keys.recipientKey();
            Bytes plaintext = MessageCodec.encode(message);
            send(
                    to.endpoint(),
                    world().codec().encodeOrdinary(to.id(), id, randomNonce(), randomBytes(16), key, plaintext));
        }
    }

    private void send(Endpoint to, Bytes datagram) {
        world().network().send(this, to, datagram);
    }
}
