package io.wayfinder.discovery.wire;

import static io.wayfinder.discovery.wire.Wire.EPHEMERAL_KEY;
import static io.wayfinder.discovery.wire.Wire.ID_NONCE;
import static io.wayfinder.discovery.wire.Wire.ID_SIGNATURE;
import static io.wayfinder.discovery.wire.Wire.IV;
import static io.wayfinder.discovery.wire.Wire.LOCAL;
import static io.wayfinder.discovery.wire.Wire.REMOTE;
import static io.wayfinder.discovery.wire.Wire.ok;
import static io.wayfinder.discovery.wire.Wire.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.crypto.AesCtr;
import io.wayfinder.crypto.Keccak256;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** Packets put together by hand, each wrong in one place. */
class PacketRejectionTest {

    private static final Bytes HEADER_START = Bytes.fromHexString("0x6469736376350001");
    private static final Bytes NONCE = Wire.NONCE.bytes();
    private static final Bytes CIPHERTEXT = Bytes.repeat((byte) 9, 20);
    private static final Bytes SOURCE = REMOTE.bytes();
    private static final Bytes CHALLENGE = Bytes.concatenate(ID_NONCE.bytes(), Bytes.ofUnsignedLong(7));

    private final PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);

    @Test
    void sizesFrom63To1280AreLookedAt() {
        for (int size = 0; size < 63; size++) {
            assertEquals(Rejection.TOO_SHORT, rejected(Bytes.repeat((byte) 1, size)));
        }
        for (int size = 63; size <= 1280; size++) {
            assertEquals(Rejection.WRONG_PROTOCOL, rejected(Bytes.wrap(new byte[size])), "size " + size);
        }
        assertEquals(Rejection.TOO_LONG, rejected(Bytes.repeat((byte) 1, 1281)));
        assertEquals(Rejection.TOO_LONG, rejected(Bytes.repeat((byte) 1, 65507)));
    }

    @Test
    void packetsMadeByHandAreUnderstood() {
        ok(Packet.Ordinary.class, codec.decode(LOCAL, packet(0, 32, SOURCE, CIPHERTEXT)));
        ok(Packet.Whoareyou.class, codec.decode(LOCAL, packet(1, 24, CHALLENGE, Bytes.EMPTY)));
        ok(Packet.Handshake.class, codec.decode(LOCAL, packet(2, 131, handshakeAuthdata(64, 33, 0), CIPHERTEXT)));
        ok(Packet.Handshake.class, codec.decode(LOCAL, packet(2, 431, handshakeAuthdata(64, 33, 300), CIPHERTEXT)));
    }

    @Test
    void onlyVersion1IsSpoken() {
        for (int version : new int[] {0, 2, 0x100, 0x101, 0xffff}) {
            Bytes start = Bytes.concatenate(PacketCodec.DISCV5, Bytes.ofUnsignedShort(version));
            Bytes packet = masked(Bytes.concatenate(start, headerRest(0, 32), SOURCE), CIPHERTEXT);
            assertEquals(Rejection.WRONG_VERSION, rejected(packet), "version " + version);
        }
    }

    @Test
    void flagsOver2AreUnknown() {
        for (int flag = 3; flag < 256; flag++) {
            assertEquals(Rejection.BAD_FLAG, rejected(packet(flag, 32, SOURCE, CIPHERTEXT)), "flag " + flag);
        }
    }

    @Test
    void everyAuthdataSizeButItsOwnIsRefused() {
        for (int size = 0; size <= 0xffff; size++) {
            if (size != 32) {
                assertEquals(Rejection.BAD_AUTHDATA, rejected(packet(0, size, SOURCE, CIPHERTEXT)), "size " + size);
            }
            if (size != 24) {
                assertEquals(Rejection.BAD_AUTHDATA, rejected(packet(1, size, CHALLENGE, Bytes.EMPTY)), "size " + size);
            }
        }
    }

    @Test
    void handshakeAuthdataIs131To431BytesAndWithinThePacket() {
        Bytes authdata = handshakeAuthdata(64, 33, 300);
        for (int size : new int[] {0, 32, 33, 34, 130, 432, 1000, 0xffff}) {
            assertEquals(Rejection.BAD_AUTHDATA, rejected(packet(2, size, authdata, CIPHERTEXT)), "size " + size);
        }
        assertEquals(Rejection.BAD_AUTHDATA, rejected(packet(2, 431, handshakeAuthdata(64, 33, 0), CIPHERTEXT)));
    }

    @Test
    void handshakeKeyAndSignatureHaveTheSizesOfV4() {
        for (int size = 0; size < 256; size++) {
            if (size != 64) {
                Bytes packet = packet(2, 131, handshakeAuthdata(size, 33, 0), CIPHERTEXT);
                assertEquals(Rejection.BAD_AUTHDATA, rejected(packet), "signature size " + size);
            }
            if (size != 33) {
                Bytes packet = packet(2, 131, handshakeAuthdata(64, size, 0), CIPHERTEXT);
                assertEquals(Rejection.BAD_AUTHDATA, rejected(packet), "key size " + size);
            }
        }
    }

    @Test
    void whoareyouHasNoMessage() {
        assertEquals(Rejection.TOO_LONG, rejected(packet(1, 24, CHALLENGE, Bytes.of(0))));
        assertEquals(Rejection.TOO_LONG, rejected(packet(1, 24, CHALLENGE, CIPHERTEXT)));
    }

    @Test
    void sealedMessageHasAtLeastATag() {
        for (int size = 0; size < 16; size++) {
            Bytes tooShort = Bytes.repeat((byte) 9, size);
            assertEquals(Rejection.TOO_SHORT, rejected(packet(0, 32, SOURCE, tooShort)));
            assertEquals(Rejection.TOO_SHORT, rejected(packet(2, 131, handshakeAuthdata(64, 33, 0), tooShort)));
        }
    }

    @Test
    void packetsOfDiscv4OfTypes1To6AreNamed() {
        for (int type = 0; type <= 8; type++) {
            Bytes rest = Bytes.concatenate(
                    Bytes.repeat((byte) 5, 65), Bytes.of(type), Bytes.fromHexString("0xc50483010203"));
            Bytes packet = Bytes.concatenate(Keccak256.hash(rest), rest);
            boolean known = type >= 1 && type <= 6;
            assertEquals(known ? Rejection.DISCV4 : Rejection.WRONG_PROTOCOL, rejected(packet), "type " + type);
            assertEquals(Rejection.WRONG_PROTOCOL, rejected(Bytes.concatenate(packet, Bytes.of(0))), "another hash");
        }
    }

    private Rejection rejected(Bytes datagram) {
        return rejection(codec.decode(LOCAL, datagram));
    }

    private static Bytes handshakeAuthdata(int idSignatureSize, int ephemeralKeySize, int recordSize) {
        Bytes sizes = Bytes.of(idSignatureSize, ephemeralKeySize);
        return Bytes.concatenate(SOURCE, sizes, ID_SIGNATURE, EPHEMERAL_KEY, Bytes.repeat((byte) 3, recordSize));
    }

    private static Bytes packet(int flag, int authdataSize, Bytes authdata, Bytes message) {
        return masked(Bytes.concatenate(HEADER_START, headerRest(flag, authdataSize), authdata), message);
    }

    private static Bytes headerRest(int flag, int authdataSize) {
        return Bytes.concatenate(Bytes.of(flag), NONCE, Bytes.ofUnsignedShort(authdataSize));
    }

    static Bytes masked(Bytes header, Bytes message) {
        Bytes key = LOCAL.bytes().slice(0, 16);
        return Bytes.concatenate(IV, new AesCtr().apply(key, IV, header), message);
    }
}
