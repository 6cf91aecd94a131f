package io.wayfinder.discovery.wire;

import static io.wayfinder.discovery.wire.Wire.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.crypto.CipherSuite;
import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.wire.Message.Ping;
import io.wayfinder.enr.NodeId;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published packets (discv5-wire-test-vectors.md, "Packet Encodings"), byte for byte, both ways. */
class PacketVectorsTest {

    private static final Secp256k1 CURVE = Secp256k1.provider();
    private static final Bytes IV = Bytes.repeat((byte) 0, 16);

    private final PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);

    @Test
    void ordinaryPacketDecodesToThePublishedPing() {
        Vector vector = Vector.load("ping-message");
        Packet.Ordinary packet = ok(Packet.Ordinary.class, decode(vector));
        assertEquals(vector.nodeId("src-node-id"), packet.source());
        assertEquals(vector.bytes("nonce"), packet.nonce().bytes());
        assertEquals(ping(vector), message(codec.open(packet, vector.bytes("read-key"))));
    }

    @Test
    void ordinaryPacketEncodesToThePublishedBytes() {
        Vector vector = Vector.load("ping-message");
        Bytes datagram = codec.encodeOrdinary(
                vector.nodeId("dest-node-id"),
                vector.nodeId("src-node-id"),
                new Nonce(vector.bytes("nonce")),
                IV,
                vector.bytes("read-key"),
                MessageCodec.encode(ping(vector)));
        assertEquals(vector.bytes(), datagram);
    }

    @Test
    void whoareyouDecodesToThePublishedChallenge() {
        Vector vector = Vector.load("whoareyou");
        Packet.Whoareyou packet = ok(Packet.Whoareyou.class, decode(vector));
        assertEquals(vector.bytes("whoareyou.challenge-data"), packet.head());
        assertEquals(vector.bytes("whoareyou.request-nonce"), packet.nonce().bytes());
        assertEquals(vector.bytes("whoareyou.id-nonce"), packet.idNonce().bytes());
        assertEquals(vector.number("whoareyou.enr-seq"), packet.enrSeq());
    }

    @Test
    void whoareyouEncodesToThePublishedBytes() {
        Vector vector = Vector.load("whoareyou");
        PacketCodec.EncodedWhoareyou encoded = codec.encodeWhoareyou(
                vector.nodeId("dest-node-id"),
                new Nonce(vector.bytes("whoareyou.request-nonce")),
                IV,
                new IdNonce(vector.bytes("whoareyou.id-nonce")),
                vector.number("whoareyou.enr-seq"));
        assertEquals(vector.bytes(), encoded.datagram());
        assertEquals(vector.bytes("whoareyou.challenge-data"), encoded.challengeData());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping-handshake", "ping-handshake-enr"})
    void handshakeDecodesToThePublishedPing(String name) {
        Vector vector = Vector.load(name);
        Packet.Handshake packet = ok(Packet.Handshake.class, decode(vector));
        assertEquals(vector.nodeId("src-node-id"), packet.source());
        assertEquals(vector.bytes("nonce"), packet.nonce().bytes());
        assertEquals(vector.bytes("ephemeral-pubkey"), packet.ephemeralKey());
        assertEquals(name.endsWith("enr"), !packet.record().isEmpty());
        assertEquals(ping(vector), message(codec.open(packet, vector.bytes("read-key"))));
    }

    /** The signature and the key are made from the vector's private keys; only the record is not among its inputs. */
    @ParameterizedTest
    @ValueSource(strings = {"ping-handshake", "ping-handshake-enr"})
    void handshakeEncodesToThePublishedBytes(String name) {
        Vector vector = Vector.load(name);
        NodeId from = vector.nodeId("src-node-id");
        NodeId to = vector.nodeId("dest-node-id");
        Bytes challengeData = vector.bytes("whoareyou.challenge-data");
        SecretKey ephemeralSecret = SecretKey.of(vector.bytes("ephemeral-key"));
        Bytes ephemeralKey = CURVE.publicKey(ephemeralSecret).compressed();
        Bytes digest = IdSignature.digest(challengeData, ephemeralKey, to);
        PublicKey recipientKey = CURVE.publicKey(SecretKey.of(vector.bytes("node-b-key")));
        Bytes sharedPoint = CURVE.sharedPoint(recipientKey, ephemeralSecret, new SplittableRandom(1));
        SessionKeys keys = SessionKeys.derive(CipherSuite.aes(), sharedPoint, from, to, challengeData);
        assertEquals(vector.bytes("read-key"), keys.initiatorKey());

        Bytes datagram = codec.encodeHandshake(
                to,
                from,
                new Nonce(vector.bytes("nonce")),
                IV,
                CURVE.sign(digest, SecretKey.of(vector.bytes("node-a-key"))),
                ephemeralKey,
                ok(Packet.Handshake.class, decode(vector)).record(),
                keys.initiatorKey(),
                MessageCodec.encode(ping(vector)));
        assertEquals(vector.bytes(), datagram);
    }

    private Decoded<Packet> decode(Vector vector) {
        return codec.decode(vector.nodeId("dest-node-id"), vector.bytes());
    }

    private static Message ping(Vector vector) {
        return new Ping(new RequestId(vector.bytes("ping.req-id")), vector.number("ping.enr-seq"));
    }

    private static Message message(@Nullable Bytes plaintext) {
        return ok(Message.class, MessageCodec.decode(Wire.opened(plaintext)));
    }
}
