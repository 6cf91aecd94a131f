package io.wayfinder.discovery.wire;

import static io.wayfinder.discovery.wire.Wire.EPHEMERAL_KEY;
import static io.wayfinder.discovery.wire.Wire.ID_NONCE;
import static io.wayfinder.discovery.wire.Wire.ID_SIGNATURE;
import static io.wayfinder.discovery.wire.Wire.IV;
import static io.wayfinder.discovery.wire.Wire.KEY;
import static io.wayfinder.discovery.wire.Wire.LOCAL;
import static io.wayfinder.discovery.wire.Wire.NONCE;
import static io.wayfinder.discovery.wire.Wire.REMOTE;
import static io.wayfinder.discovery.wire.Wire.ok;
import static io.wayfinder.discovery.wire.Wire.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** What is encoded is what decodes, and at which sizes encoding ends. */
class PacketCodecTest {

    private static final Bytes MESSAGE = Bytes.fromHexString("0x01c20101");

    private final PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);

    @Test
    void ordinaryPacketComesBack() {
        Bytes datagram = ordinary(MESSAGE);
        Packet.Ordinary packet = ok(Packet.Ordinary.class, codec.decode(LOCAL, datagram));
        assertEquals(REMOTE, packet.source());
        assertEquals(NONCE, packet.nonce());
        assertEquals(IV, packet.head().slice(0, 16));
        assertEquals(71, packet.head().size());
        assertEquals(MESSAGE, codec.open(packet, KEY));
    }

    @Test
    void messageOpensUnderItsKeyOnly() {
        Packet.Ordinary ordinary = ok(Packet.Ordinary.class, codec.decode(LOCAL, ordinary(MESSAGE)));
        assertNull(codec.open(ordinary, KEY.not()));
        Packet.Handshake handshake = ok(Packet.Handshake.class, codec.decode(LOCAL, handshake(Bytes.EMPTY, MESSAGE)));
        assertNull(codec.open(handshake, KEY.not()));
    }

    @Test
    void packetForAnotherNodeIsNoise() {
        assertEquals(Rejection.WRONG_PROTOCOL, rejection(codec.decode(REMOTE, ordinary(MESSAGE))));
    }

    @Test
    void randomPacketDecodesAsOrdinaryAndNeverOpens() {
        for (int size : new int[] {16, 20, 1209}) {
            Bytes content = Bytes.repeat((byte) 9, size);
            Bytes datagram = codec.encodeRandom(LOCAL, REMOTE, NONCE, IV, content);
            Packet.Ordinary packet = ok(Packet.Ordinary.class, codec.decode(LOCAL, datagram));
            assertEquals(content, packet.ciphertext());
            assertNull(codec.open(packet, KEY));
        }
    }

    @Test
    void whoareyouComesBackAndIsTheSmallestPacket() {
        PacketCodec.EncodedWhoareyou encoded = codec.encodeWhoareyou(LOCAL, NONCE, IV, ID_NONCE, -1);
        assertEquals(PacketCodec.SIZE_MIN, encoded.datagram().size());
        Packet.Whoareyou packet = ok(Packet.Whoareyou.class, codec.decode(LOCAL, encoded.datagram()));
        assertEquals(new Packet.Whoareyou(encoded.challengeData(), NONCE, ID_NONCE, -1), packet);
    }

    /** Theory, "Step 2": a challenge is repeated byte for byte. */
    @Test
    void sameChallengeEncodesToTheSameBytes() {
        assertEquals(
                codec.encodeWhoareyou(LOCAL, NONCE, IV, ID_NONCE, 5),
                codec.encodeWhoareyou(LOCAL, NONCE, IV, ID_NONCE, 5));
    }

    @Test
    void handshakeComesBackWithAndWithoutRecord() {
        for (Bytes record : new Bytes[] {Bytes.EMPTY, Bytes.repeat((byte) 3, 1), Bytes.repeat((byte) 3, 300)}) {
            Packet.Handshake packet = ok(Packet.Handshake.class, codec.decode(LOCAL, handshake(record, MESSAGE)));
            assertEquals(REMOTE, packet.source());
            assertEquals(NONCE, packet.nonce());
            assertEquals(ID_SIGNATURE, packet.idSignature());
            assertEquals(EPHEMERAL_KEY, packet.ephemeralKey());
            assertEquals(record, packet.record());
            assertEquals(170 + record.size(), packet.head().size());
            assertEquals(MESSAGE, codec.open(packet, KEY));
        }
    }

    @Test
    void anotherNetworkIsNoise() {
        PacketCodec other = new PacketCodec(Bytes.fromHexString("0x646973637636"));
        assertEquals(Rejection.WRONG_PROTOCOL, rejection(other.decode(LOCAL, ordinary(MESSAGE))));
        Bytes theirs = other.encodeOrdinary(LOCAL, REMOTE, NONCE, IV, KEY, MESSAGE);
        ok(Packet.Ordinary.class, other.decode(LOCAL, theirs));
    }

    @Test
    void largestMessagesFillADatagram() {
        assertEquals(1193, PacketCodec.ordinaryMessageMax());
        assertEquals(1094, PacketCodec.handshakeMessageMax(0));
        assertEquals(794, PacketCodec.handshakeMessageMax(300));
        Bytes full = Bytes.repeat((byte) 1, 1193);
        assertEquals(PacketCodec.SIZE_MAX, ordinary(full).size());
        ok(Packet.Ordinary.class, codec.decode(LOCAL, ordinary(full)));
        Bytes record = Bytes.repeat((byte) 3, 300);
        Bytes handshake = handshake(record, full.slice(0, 794));
        assertEquals(PacketCodec.SIZE_MAX, handshake.size());
        ok(Packet.Handshake.class, codec.decode(LOCAL, handshake));
    }

    @Test
    void whatDoesNotFitIsRefusedToTheCaller() {
        Bytes full = Bytes.repeat((byte) 1, 1194);
        assertThrows(IllegalArgumentException.class, () -> ordinary(full));
        assertThrows(IllegalArgumentException.class, () -> handshake(Bytes.EMPTY, full.slice(0, 1095)));
        assertThrows(IllegalArgumentException.class, () -> handshake(Bytes.repeat((byte) 3, 301), MESSAGE));
        assertThrows(
                IllegalArgumentException.class,
                () -> codec.encodeRandom(LOCAL, REMOTE, NONCE, IV, Bytes.repeat((byte) 1, 1210)));
        assertThrows(IllegalArgumentException.class, () -> PacketCodec.handshakeMessageMax(-1));
    }

    @Test
    void localMistakesThrow() {
        assertThrows(IllegalArgumentException.class, () -> new PacketCodec(Bytes.of(1, 2, 3, 4, 5)));
        assertThrows(
                IllegalArgumentException.class,
                () -> codec.encodeOrdinary(LOCAL, REMOTE, NONCE, IV.slice(1), KEY, MESSAGE));
        assertThrows(
                IllegalArgumentException.class,
                () -> codec.encodeOrdinary(LOCAL, REMOTE, NONCE, IV, KEY.slice(1), MESSAGE));
        assertThrows(
                IllegalArgumentException.class,
                () -> codec.encodeRandom(LOCAL, REMOTE, NONCE, IV, Bytes.repeat((byte) 1, 15)));
        assertThrows(
                IllegalArgumentException.class,
                () -> codec.encodeHandshake(
                        LOCAL, REMOTE, NONCE, IV, ID_SIGNATURE.slice(1), EPHEMERAL_KEY, Bytes.EMPTY, KEY, MESSAGE));
        assertThrows(
                IllegalArgumentException.class,
                () -> codec.encodeHandshake(
                        LOCAL, REMOTE, NONCE, IV, ID_SIGNATURE, EPHEMERAL_KEY.slice(1), Bytes.EMPTY, KEY, MESSAGE));
    }

    /** The fixture's key and nonce are always the same, which AesGcm refuses when an instance seals twice. */
    private static Bytes ordinary(Bytes message) {
        return new PacketCodec(PacketCodec.DISCV5).encodeOrdinary(LOCAL, REMOTE, NONCE, IV, KEY, message);
    }

    private static Bytes handshake(Bytes record, Bytes message) {
        return new PacketCodec(PacketCodec.DISCV5)
                .encodeHandshake(LOCAL, REMOTE, NONCE, IV, ID_SIGNATURE, EPHEMERAL_KEY, record, KEY, message);
    }
}
