package io.wayfinder.discovery.session;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;

/** A session layer with its identity, and the steps of a handshake as tests say them. */
final class Layer {

    static final Secp256k1 CURVE = Secp256k1.provider();
    static final long START_MS = 5_000;
    static final Bytes HELLO = Bytes.fromHexString("0x68656c6c6f");

    final SecretKey key;
    final Endpoint endpoint;
    final KnownRecords known = new KnownRecords(CURVE, 100);
    final PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);
    final SessionLayer sessions;
    NodeRecord record;

    Layer(long seed) {
        this(seed, Endpoint.parse("127.0.0.1:" + (30_000 + seed)), SessionLimits.DEFAULT);
    }

    Layer(long seed, Endpoint endpoint, SessionLimits limits) {
        SplittableRandom secrets = new SplittableRandom(seed);
        this.key = SecretKey.generate(secrets);
        this.endpoint = endpoint;
        this.record = record(key, endpoint, 1);
        this.sessions = new SessionLayer(key, record, codec, CURVE, secrets, known, limits);
    }

    static NodeRecord record(SecretKey key, Endpoint endpoint, long seq) {
        NodeRecordBuilder builder = new NodeRecordBuilder().seq(seq);
        if (!endpoint.address().v6()) {
            builder.put(Entries.IP, endpoint.address()).put(Entries.UDP, endpoint.port());
        }
        return builder.sign(key, CURVE);
    }

    NodeId id() {
        return record.nodeId();
    }

    Peer peer() {
        return new Peer(id(), endpoint);
    }

    /** What the layer makes of a datagram from {@code from}. */
    SessionEvent receive(long nowMs, Endpoint from, Bytes datagram) {
        return sessions.receive(nowMs, from, decode(datagram));
    }

    Packet decode(Bytes datagram) {
        return switch (codec.decode(id(), datagram)) {
            case Decoded.Ok<Packet> ok -> ok.value();
            case Decoded.Rejected<Packet> rejected -> throw new AssertionError(rejected.reason());
        };
    }

    Bytes probe(long nowMs, Layer to) {
        List<Bytes> datagrams = sessions.dial(nowMs, to.peer(), to.record.publicKey());
        if (datagrams.size() != 1) {
            throw new AssertionError("no probe, but " + datagrams);
        }
        return datagrams.getFirst();
    }

    /** The WHOAREYOU that a datagram from {@code from} provokes. */
    Bytes challenge(long nowMs, Layer from, Bytes datagram) {
        return assertInstanceOf(SessionEvent.Challenge.class, receive(nowMs, from.endpoint, datagram))
                .datagram();
    }

    SessionEvent.Challenged challenged(long nowMs, Layer by, Bytes whoareyou) {
        return assertInstanceOf(SessionEvent.Challenged.class, receive(nowMs, by.endpoint, whoareyou));
    }

    /** @param keys the number of the key set that it proposes */
    record HandshakePacket(Bytes datagram, long keys) {}

    /** The handshake packet that answers a WHOAREYOU. */
    HandshakePacket handshake(long nowMs, Layer with, Bytes whoareyou) {
        SessionLayer.Answer answer = sessions.answer(nowMs, challenged(nowMs, with, whoareyou), HELLO);
        return new HandshakePacket(answer.datagrams().getFirst(), answer.keys());
    }

    SessionEvent.Established established(long nowMs, Layer from, Bytes datagram) {
        return assertInstanceOf(SessionEvent.Established.class, receive(nowMs, from.endpoint, datagram));
    }

    SessionEvent.Opened opened(long nowMs, Layer from, Bytes datagram) {
        return assertInstanceOf(SessionEvent.Opened.class, receive(nowMs, from.endpoint, datagram));
    }

    SessionDrop dropped(long nowMs, Endpoint from, Bytes datagram) {
        return assertInstanceOf(SessionEvent.Dropped.class, receive(nowMs, from, datagram))
                .reason();
    }

    SessionLayer.Sealed seal(long nowMs, Layer to, Bytes message) {
        SessionLayer.Sealed sealed = sessions.seal(nowMs, to.peer(), message);
        if (sealed == null) {
            throw new AssertionError("no keys");
        }
        return sealed;
    }

    /** A whole handshake with this layer as the initiator; the numbers of the new keys at both. */
    Numbers connect(long nowMs, Layer to) {
        Bytes handshake = handshake(nowMs, to, to.challenge(nowMs, this, probe(nowMs, to)))
                .datagram();
        return finish(nowMs, to, to.established(nowMs, this, handshake));
    }

    /** The recipient answers what the handshake packet carried, which proves the keys here too. */
    Numbers finish(long nowMs, Layer recipient, SessionEvent.Established there) {
        SessionLayer.Sealed answer = recipient.sessions.sealAnswer(nowMs, peer(), there.keys(), HELLO);
        if (answer == null) {
            throw new AssertionError("no keys for the answer");
        }
        return new Numbers(established(nowMs, recipient, answer.datagram()).keys(), there.keys());
    }

    record Numbers(long initiator, long recipient) {}

    long counter(String name) {
        Long value = sessions.counters().get(name);
        if (value == null) {
            throw new IllegalArgumentException("no counter " + name);
        }
        return value;
    }
}
