package io.wayfinder.discovery.wire;

import static io.wayfinder.discovery.wire.Wire.EPHEMERAL_KEY;
import static io.wayfinder.discovery.wire.Wire.KEY;
import static io.wayfinder.discovery.wire.Wire.LOCAL;
import static io.wayfinder.discovery.wire.Wire.REMOTE;
import static io.wayfinder.discovery.wire.Wire.mutated;
import static io.wayfinder.discovery.wire.Wire.ok;
import static io.wayfinder.discovery.wire.Wire.randomBytes;
import static io.wayfinder.discovery.wire.Wire.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Half a million datagrams that nobody sane sent: each is refused by name, and none opens to a message. */
class HostilePacketsTest {

    private static final int NOISE_CASES = 100_000;
    private static final int HEADER_CASES = 200_000;
    private static final int MUTATED_CASES = 200_000;
    private static final int TRUNCATED_PACKETS = 400;

    private final PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);

    @Test
    void noiseIsRefusedByItsSizeOrAsAnotherProtocol() {
        Set<Rejection> reasons = EnumSet.of(Rejection.TOO_SHORT, Rejection.TOO_LONG, Rejection.WRONG_PROTOCOL);
        Cases.run(NOISE_CASES, random -> {
            int size = random.nextInt(10) == 0 ? random.nextInt(1400) : random.nextInt(200);
            assertTrue(reasons.contains(rejection(codec.decode(LOCAL, randomBytes(random, size)))));
        });
    }

    /** Noise behind a protocol ID that is right, where the parsing begins. */
    @Test
    void anyHeaderIsAPacketOrRefused() {
        Set<Rejection> seen = EnumSet.noneOf(Rejection.class);
        int[] decoded = {0};
        Cases.run(HEADER_CASES, random -> {
            switch (codec.decode(LOCAL, noiseWithHeader(random))) {
                case Decoded.Rejected<Packet> rejected -> seen.add(rejected.reason());
                case Decoded.Ok<Packet> packet -> {
                    decoded[0]++;
                    assertNull(open(packet.value()));
                }
            }
        });
        assertEquals(
                EnumSet.of(
                        Rejection.TOO_SHORT,
                        Rejection.TOO_LONG,
                        Rejection.WRONG_VERSION,
                        Rejection.BAD_FLAG,
                        Rejection.BAD_AUTHDATA),
                seen);
        assertTrue(decoded[0] > HEADER_CASES / 100, "decoded: " + decoded[0]);
    }

    @Test
    void packetWithOneToThreeBytesChangedNeverOpens() {
        Cases.run(MUTATED_CASES, random -> {
            Bytes packet = randomPacket(random);
            Bytes mutated = mutated(random, packet);
            if (!mutated.equals(packet) && codec.decode(LOCAL, mutated) instanceof Decoded.Ok<Packet>(Packet read)) {
                assertNull(open(read));
            }
        });
    }

    @Test
    void everyTruncationIsRefusedOrDoesNotOpen() {
        Cases.run(TRUNCATED_PACKETS, random -> {
            Bytes packet = randomPacket(random);
            for (int size = 0; size < packet.size(); size++) {
                if (codec.decode(LOCAL, packet.slice(0, size)) instanceof Decoded.Ok<Packet>(Packet read)) {
                    assertNull(open(read));
                }
            }
        });
    }

    @Test
    void everyTruncationOfAHeadIsRefused() {
        Cases.run(TRUNCATED_PACKETS, random -> {
            Bytes packet = randomPacket(random);
            int headSize = ok(Packet.class, codec.decode(LOCAL, packet)).head().size();
            for (int size = 0; size < headSize; size++) {
                assertInstanceOf(Decoded.Rejected.class, codec.decode(LOCAL, packet.slice(0, size)));
            }
        });
    }

    /** Only a WHOAREYOU has nothing to open: it is as its sender chose it, or as the network left it. */
    private @Nullable Bytes open(Packet packet) {
        return switch (packet) {
            case Packet.Ordinary ordinary -> codec.open(ordinary, KEY);
            case Packet.Handshake handshake -> codec.open(handshake, KEY);
            case Packet.Whoareyou whoareyou -> null;
        };
    }

    private Bytes randomPacket(RandomGenerator random) {
        Nonce nonce = new Nonce(randomBytes(random, Nonce.SIZE));
        Bytes iv = randomBytes(random, 16);
        Bytes message = randomBytes(random, random.nextInt(1, 80));
        return switch (random.nextInt(3)) {
            case 0 -> codec.encodeOrdinary(LOCAL, REMOTE, nonce, iv, KEY, message);
            case 1 -> {
                IdNonce idNonce = new IdNonce(randomBytes(random, IdNonce.SIZE));
                yield codec.encodeWhoareyou(LOCAL, nonce, iv, idNonce, random.nextLong())
                        .datagram();
            }
            default -> {
                Bytes record = randomBytes(random, random.nextBoolean() ? 0 : random.nextInt(301));
                Bytes signature = randomBytes(random, 64);
                yield codec.encodeHandshake(LOCAL, REMOTE, nonce, iv, signature, EPHEMERAL_KEY, record, KEY, message);
            }
        };
    }

    private static Bytes noiseWithHeader(RandomGenerator random) {
        byte[] header = randomBytes(random, random.nextInt(47, 600)).toArray();
        byte[] protocolId = PacketCodec.DISCV5.toArrayUnsafe();
        System.arraycopy(protocolId, 0, header, 0, protocolId.length);
        header[6] = 0;
        header[7] = (byte) (random.nextInt(20) == 0 ? 2 : 1);
        header[8] = (byte) random.nextInt(4);
        int[] sizes = {24, 32, 131, random.nextInt(131, 432), random.nextInt(0x10000)};
        int authdataSize = sizes[random.nextInt(sizes.length)];
        header[21] = (byte) (authdataSize >> 8);
        header[22] = (byte) authdataSize;
        if (header.length > 56 && random.nextBoolean()) {
            header[55] = 64;
            header[56] = 33;
        }
        return PacketRejectionTest.masked(Bytes.wrap(header), Bytes.EMPTY);
    }
}
