package io.wayfinder.discovery.request;

import io.wayfinder.crypto.CipherSuite;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.discovery.wire.IdSignature;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.discovery.wire.PacketCodec.EncodedWhoareyou;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.discovery.wire.SessionKeys;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A peer as others are: it keeps the keys of one handshake, its own or ours, whichever it made or took last; it resends nothing; and it fails its
 * request when that is challenged twice, or, if it is strict, when something comes that it cannot read while it has keys.
 */
final class OneSessionPeer {

    private static final Bytes REQUEST_ID = Bytes.fromHexString("0x01");

    final Endpoint endpoint = Endpoint.parse("127.0.0.1:30302");
    final NodeRecord record;
    private final boolean strict;
    private final SplittableRandom secrets;
    private final SecretKey key;
    private final PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);
    private final CipherSuite suite = CipherSuite.aes();
    private @Nullable Bytes sealingKey;
    private @Nullable Bytes openingKey;
    private @Nullable EncodedWhoareyou challenge;
    private @Nullable Nonce asked;
    private boolean handshakeSent;
    private boolean answered;
    private boolean failed;

    OneSessionPeer(long seed, boolean strict) {
        this.strict = strict;
        this.secrets = new SplittableRandom(seed);
        this.key = SecretKey.generate(secrets);
        this.record = TestNode.record(key, endpoint, 1);
    }

    /** Whether its PING was answered before it failed. */
    boolean isAnswered() {
        return answered && !failed;
    }

    void ping(long nowMs, TestNode to, Link link) {
        asked = new Nonce(random(Nonce.SIZE));
        Bytes datagram = sealingKey == null
                ? codec.encodeRandom(to.id(), record.nodeId(), asked, random(16), random(36))
                : codec.encodeOrdinary(to.id(), record.nodeId(), asked, random(16), sealingKey, ping());
        link.send(nowMs, endpoint, to.endpoint, datagram);
    }

    void receive(long nowMs, TestNode from, Bytes datagram, Link link) {
        if (!(codec.decode(record.nodeId(), datagram) instanceof Decoded.Ok<Packet> ok)) {
            throw new AssertionError("not a packet");
        }
        Bytes reply = switch (ok.value()) {
            case Packet.Ordinary packet -> {
                Bytes message = openingKey == null ? null : codec.open(packet, openingKey);
                yield message == null ? challenge(from, packet) : answer(from, message);
            }
            case Packet.Whoareyou packet -> handshake(from, packet);
            case Packet.Handshake packet -> accept(from, packet);
        };
        if (reply != null) {
            link.send(nowMs, endpoint, from.endpoint, reply);
        }
    }

    private Bytes challenge(TestNode to, Packet.Ordinary unread) {
        if (strict && openingKey != null) {
            openingKey = null;
            sealingKey = null;
            failed |= !answered;
        }
        if (challenge == null) {
            challenge =
                    codec.encodeWhoareyou(to.id(), unread.nonce(), random(16), new IdNonce(random(IdNonce.SIZE)), 0);
        }
        return challenge.datagram();
    }

    private @Nullable Bytes handshake(TestNode to, Packet.Whoareyou packet) {
        if (!packet.nonce().equals(asked) || handshakeSent) {
            return null;
        }
        handshakeSent = true;
        SecretKey ephemeral = SecretKey.generate(secrets);
        Bytes point = TestNode.CURVE.sharedPoint(to.record().publicKey(), ephemeral, secrets);
        SessionKeys keys = SessionKeys.derive(suite, point, record.nodeId(), to.id(), packet.head());
        sealingKey = keys.initiatorKey();
        openingKey = keys.recipientKey();
        asked = new Nonce(random(Nonce.SIZE));
        Bytes ephemeralKey = TestNode.CURVE.publicKey(ephemeral).compressed();
        return codec.encodeHandshake(
                to.id(),
                record.nodeId(),
                asked,
                random(16),
                TestNode.CURVE.sign(IdSignature.digest(packet.head(), ephemeralKey, to.id()), key),
                ephemeralKey,
                record.encoded(),
                sealingKey,
                ping());
    }

    private @Nullable Bytes accept(TestNode from, Packet.Handshake packet) {
        if (challenge == null) {
            return null;
        }
        Bytes point = TestNode.CURVE.sharedPoint(
                TestNode.CURVE.parse(packet.ephemeralKey()).orElseThrow(), key, secrets);
        SessionKeys keys = SessionKeys.derive(suite, point, from.id(), record.nodeId(), challenge.challengeData());
        challenge = null;
        sealingKey = keys.recipientKey();
        openingKey = keys.initiatorKey();
        Bytes message = codec.open(packet, openingKey);
        if (message == null) {
            throw new AssertionError("not sealed under the keys of its handshake");
        }
        return answer(from, message);
    }

    private @Nullable Bytes answer(TestNode to, Bytes message) {
        if (!(MessageCodec.decode(message) instanceof Decoded.Ok<Message> ok)) {
            throw new AssertionError("not a message");
        }
        if (ok.value() instanceof Message.Pong pong && pong.requestId().bytes().equals(REQUEST_ID)) {
            answered = true;
        }
        if (!(ok.value() instanceof Message.Ping ping) || sealingKey == null) {
            return null;
        }
        Endpoint seen = to.endpoint;
        Message.Pong pong = new Message.Pong(ping.requestId(), 1, seen.address().bytes(), seen.port());
        Nonce nonce = new Nonce(random(Nonce.SIZE));
        return codec.encodeOrdinary(to.id(), record.nodeId(), nonce, random(16), sealingKey, MessageCodec.encode(pong));
    }

    private static Bytes ping() {
        return MessageCodec.encode(new Message.Ping(new RequestId(REQUEST_ID), 1));
    }

    private Bytes random(int size) {
        byte[] bytes = new byte[size];
        secrets.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
