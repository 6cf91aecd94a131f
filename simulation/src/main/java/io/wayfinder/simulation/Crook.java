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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.MutableBytes;
import org.jspecify.annotations.Nullable;

/**
 * A node with sessions of its own that says what the core never would: it tells of nodes where nobody asked for them, of
 * hosts in private networks, of records that it has forged, of more nodes than an answer may hold, of a newer record than
 * it has; asks under keys long replaced, and under good ones from elsewhere; brings another's record to a handshake; has
 * its partner, at another endpoint, answer what it was asked; and has a squatter, who is not where its record says. Who
 * believes any of that has a fault.
 */
final class Crook extends Pest {

    private static final long EVERY_MS = 300;
    private static final int GHOSTS = 8;
    private static final int STRANGERS = 28;
    private static final int RECORDS_MAX = 8;
    private static final int FORGERIES = 2;
    /** Packets of answers that are remembered: more than are on their way. */
    private static final int ANSWERS_MAX = 256;

    /** Of an encoded record of less than 256 bytes: behind the headers of the list and of the signature, and that. */
    private static final int SEQ_AT = 2 + 2 + 64;

    /** Longer than the last packet under keys that were replaced is on its way, or waits to be answered. */
    private static final long MARGIN_MS = 3_000;

    private static final IpAddress PRIVATE = IpAddress.of(Bytes.fromHexString("0x0a000001"));

    private final Identity identity;
    private final NodeId id;
    private final List<NodeRecord> ghosts;
    private final List<NodeRecord> insiders;
    private final List<NodeRecord> strangers;
    private final Map<Endpoint, CrookLine> lines = new LinkedHashMap<>();
    /** What must not be answered. */
    private final Set<RequestId> voids = new LinkedHashSet<>();

    /** Whose records were taken over of an answer, by each of its packets. */
    private final LinkedHashMap<Bytes, Set<NodeId>> taken = new LinkedHashMap<>();

    private @Nullable Crook partner;
    private @Nullable Crook squatter;
    private @Nullable HonestNode deceived;
    /** The only one that it visits; null: anyone. */
    private final @Nullable HonestNode host;

    private boolean visited;

    Crook(World world, SplittableRandom random) {
        this(world, random, world.newIdentity(true), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0, null);
        for (int i = 0; i < GHOSTS; i++) {
            ghosts.add(world.newIdentity(true).record());
            Endpoint inside = Endpoint.of(PRIVATE, endpoint().port() + i);
            insiders.add(
                    world.chosenIdentity(SecretKey.generate(random), inside).record());
        }
        for (int i = 0; i < STRANGERS; i++) {
            strangers.add(world.newIdentity(true).record());
        }
        Crook other = new Crook(world, random, identity, ghosts, insiders, strangers, 1, null);
        other.partner = this;
        partner = other;
        squatter = new Crook(world, random, world.newIdentity(true), ghosts, insiders, strangers, 1, null);
    }

    /** One who comes once, and of whom there is nothing to be believed: many of them take up room. */
    static Crook guest(World world, SplittableRandom random, HonestNode host) {
        return new Crook(world, random, world.newIdentity(false), List.of(), List.of(), List.of(), 0, host);
    }

    private Crook(
            World world,
            SplittableRandom random,
            Identity identity,
            List<NodeRecord> ghosts,
            List<NodeRecord> insiders,
            List<NodeRecord> strangers,
            int number,
            @Nullable HonestNode host) {
        super(world, random, EVERY_MS, beside(identity.endpoint(), number), identity.region());
        this.identity = identity;
        this.ghosts = ghosts;
        this.insiders = insiders;
        this.strangers = strangers;
        this.host = host;
        id = identity.record().nodeId();
    }

    private static Endpoint beside(Endpoint own, int number) {
        return Endpoint.of(own.address(), own.port() + number);
    }

    /** All three are there. */
    @Override
    Host start() {
        gang().forEach(world().network()::attach);
        return this;
    }

    /** All are gone. Returns the nodes that they were, or told of. */
    List<NodeId> leave() {
        gang().forEach(world().network()::detach);
        List<NodeId> gone = new ArrayList<>();
        gang().forEach(each -> gone.add(each.id));
        strangers.forEach(stranger -> gone.add(stranger.nodeId()));
        return gone;
    }

    private List<Crook> gang() {
        return Stream.of(this, partner, squatter).filter(Objects::nonNull).toList();
    }

    /** A node that has answered what it must not; null when there is none. */
    @Nullable
    HonestNode deceived() {
        for (Crook each : gang()) {
            if (each.deceived != null) {
                return each.deceived;
            }
        }
        return null;
    }

    /** Whom nobody may take over. */
    Set<NodeId> lies() {
        Set<NodeId> ids = new LinkedHashSet<>();
        ghosts.forEach(ghost -> ids.add(ghost.nodeId()));
        insiders.forEach(insider -> ids.add(insider.nodeId()));
        return ids;
    }

    /** Knocks at somebody's door: a guest once. */
    @Override
    void act() {
        visited = true;
        HonestNode victim = host == null ? victim() : host;
        if (victim.nat() == null && !askUnderReplacedKeys(victim) && !askFromElsewhere(victim)) {
            send(
                    victim.endpoint(),
                    world().codec().encodeRandom(victim.id(), id, randomNonce(), randomBytes(16), randomBytes(36)));
        }
    }

    @Override
    public long nextDeadlineMs() {
        return host != null && visited ? Long.MAX_VALUE : super.nextDeadlineMs();
    }

    /** False when there are none that it must have forgotten. */
    private boolean askUnderReplacedKeys(HonestNode victim) {
        CrookLine line = lines.get(victim.endpoint());
        SessionKeys replaced = line == null ? null : line.replaced;
        if (line == null
                || replaced == null
                || !line.proven
                || world().nowMs() - line.replacedMs
                        < world().limits().sessions().previousMs() + MARGIN_MS) {
            return false;
        }
        send(victim.endpoint(), sealed(victim, replaced.initiatorKey(), new Message.Ping(voidId(), 1)));
        return true;
    }

    /** Under keys that hold where it is: false when it has none there. */
    private boolean askFromElsewhere(HonestNode victim) {
        CrookLine line = lines.get(victim.endpoint());
        Bytes key = line == null ? null : line.sealingKey();
        Crook other = partner;
        if (line == null || key == null || other == null || !line.proven || random().nextInt(4) != 0) {
            return false;
        }
        other.send(victim.endpoint(), sealed(victim, key, new Message.Ping(voidId(), 1)));
        return true;
    }

    private RequestId voidId() {
        RequestId request = new RequestId(randomBytes(RequestId.SIZE_MAX));
        voids.add(request);
        return request;
    }

    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        HonestNode peer = world().alive().stream()
                .filter(node -> node.endpoint().equals(from))
                .findFirst()
                .orElse(null);
        Packet heard = peer == null ? null : world().decode(id, datagram);
        if (peer == null || heard == null) {
            return;
        }
        CrookLine line = lines.computeIfAbsent(from, unused -> new CrookLine());
        switch (heard) {
            case Packet.Whoareyou challenge -> meet(peer, line, challenge);
            case Packet.Handshake packet -> accept(peer, line, packet);
            case Packet.Ordinary packet -> {
                Bytes message = open(line, packet);
                if (message == null) {
                    challenge(peer, line, packet);
                } else {
                    hear(peer, message);
                }
            }
        }
    }

    private @Nullable Bytes open(CrookLine line, Packet.Ordinary packet) {
        SessionKeys keys = line.keys;
        if (keys == null) {
            return null;
        }
        Bytes message = world().codec().open(packet, line.initiated ? keys.recipientKey() : keys.initiatorKey());
        if (message != null) {
            line.prove(world().nowMs());
        } else if (line.replaced != null) {
            message = world().codec().open(packet, line.replaced.recipientKey());
        }
        return message;
    }

    private void challenge(HonestNode peer, CrookLine line, Packet.Ordinary packet) {
        EncodedWhoareyou whoareyou = world().codec()
                .encodeWhoareyou(peer.id(), packet.nonce(), randomBytes(16), new IdNonce(randomBytes(IdNonce.SIZE)), 0);
        line.challenge = whoareyou.challengeData();
        send(peer.endpoint(), whoareyou.datagram());
    }

    private void meet(HonestNode peer, CrookLine line, Packet.Whoareyou challenge) {
        Secp256k1 curve = world().curve();
        SecretKey ephemeral = SecretKey.generate(random());
        Bytes ephemeralKey = curve.publicKey(ephemeral).compressed();
        Bytes point = curve.sharedPoint(peer.record().publicKey(), ephemeral, random());
        SessionKeys keys = SessionKeys.derive(world().codec().suite(), point, id, peer.id(), challenge.head());
        line.propose(keys, true);
        // Who does not know the crook looks for its key in the record, and then there is nothing to be deceived about.
        boolean foreign = challenge.enrSeq() > 0 && !ghosts.isEmpty() && random().nextInt(8) == 0;
        RequestId request = foreign ? voidId() : new RequestId(randomBytes(RequestId.SIZE_MAX));
        Message ping = new Message.Ping(request, identity.record().seq() + 1);
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
                                (foreign ? ghosts.getFirst() : identity.record()).encoded(),
                                keys.initiatorKey(),
                                MessageCodec.encode(ping)));
    }

    private void accept(HonestNode peer, CrookLine line, Packet.Handshake packet) {
        Optional<PublicKey> ephemeral = world().curve().parse(packet.ephemeralKey());
        if (ephemeral.isEmpty()) {
            return;
        }
        Bytes point = world().curve().sharedPoint(ephemeral.get(), identity.key(), random());
        SessionKeys keys = SessionKeys.derive(world().codec().suite(), point, peer.id(), id, line.challenge);
        Bytes message = world().codec().open(packet, keys.initiatorKey());
        if (message != null) {
            line.propose(keys, false);
            hear(peer, message);
        }
    }

    private void hear(HonestNode peer, Bytes plaintext) {
        if (!(MessageCodec.decode(plaintext) instanceof Decoded.Ok<Message> ok)) {
            return;
        }
        Endpoint at = peer.endpoint();
        if (ok.value() instanceof Message.Pong pong && voids.contains(pong.requestId())) {
            deceived = peer;
        } else if (ok.value() instanceof Message.Ping ping) {
            long newer = identity.record().seq() + 1;
            say(peer, new Message.Pong(ping.requestId(), newer, at.address().bytes(), at.port()));
        } else if (ok.value() instanceof Message.FindNode question) {
            Crook other = partner;
            Crook by = other != null && random().nextInt(4) == 0 && other.lines.containsKey(at) ? other : this;
            Set<NodeId> records = new LinkedHashSet<>();
            for (Message answer : answers(question)) {
                by.say(peer, answer).ifPresent(datagram -> taken.put(datagram, records));
            }
            while (taken.size() > ANSWERS_MAX) {
                taken.pollFirstEntry();
            }
        }
    }

    /** Whose records were taken over so far of the answer which the datagram is a part of; null when it is of none. */
    @Nullable
    Set<NodeId> taken(Bytes datagram) {
        Set<NodeId> own = taken.get(datagram);
        return own != null || partner == null ? own : partner.taken.get(datagram);
    }

    private List<Message> answers(Message.FindNode question) {
        if (question.distances().size() == 1 || random().nextBoolean()) {
            return List.of(answer(question));
        }
        List<Bytes> asked = new ArrayList<>();
        for (NodeRecord stranger : strangers) {
            if (question.distances().contains(Metric.logDistance(id, stranger.nodeId()))) {
                asked.add(stranger.encoded());
            }
        }
        int packets = Math.max(1, (asked.size() + RECORDS_MAX - 1) / RECORDS_MAX);
        List<Message> answers = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            List<Bytes> part = asked.subList(i * RECORDS_MAX, Math.min(asked.size(), (i + 1) * RECORDS_MAX));
            answers.add(new Message.Nodes(question.requestId(), packets, part));
        }
        return answers;
    }

    /** Ghosts where nobody asked, insiders where somebody did, and forged records of others. */
    private Message answer(Message.FindNode question) {
        List<Bytes> records = new ArrayList<>();
        if (question.distances().contains(0)) {
            records.add(identity.record().encoded());
        }
        for (HonestNode node : world().alive()) {
            boolean asked = question.distances().contains(Metric.logDistance(id, node.id()));
            if (asked && records.size() < FORGERIES) {
                forged(node.record().encoded()).ifPresent(records::add);
            }
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

    /** One that claims to be newer. */
    private static Optional<Bytes> forged(Bytes record) {
        MutableBytes forged = record.mutableCopy();
        byte seq = forged.get(SEQ_AT);
        forged.set(SEQ_AT, (byte) (seq + 1));
        return seq > 0 && seq + 1 < Byte.MAX_VALUE ? Optional.of(forged) : Optional.empty();
    }

    /** Returns the packet; empty when it has no keys to say it under. */
    private Optional<Bytes> say(HonestNode to, Message message) {
        CrookLine line = lines.get(to.endpoint());
        Bytes key = line == null ? null : line.sealingKey();
        if (key == null) {
            return Optional.empty();
        }
        Bytes datagram = sealed(to, key, message);
        send(to.endpoint(), datagram);
        return Optional.of(datagram);
    }

    private Bytes sealed(HonestNode to, Bytes key, Message message) {
        Bytes plaintext = MessageCodec.encode(message);
        return world().codec().encodeOrdinary(to.id(), id, randomNonce(), randomBytes(16), key, plaintext);
    }

    private void send(Endpoint to, Bytes datagram) {
        world().network().send(this, to, datagram);
    }
}
