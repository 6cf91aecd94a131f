package io.wayfinder.discovery.wire;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.wayfinder.discovery.wire.Message.FindNode;
import io.wayfinder.discovery.wire.Message.Nodes;
import io.wayfinder.enr.NodeId;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** What the tests of this package say often. */
final class Wire {

    static final NodeId LOCAL = NodeId.of(Bytes.repeat((byte) 0xbb, 32));
    static final NodeId REMOTE = NodeId.of(Bytes.repeat((byte) 0xaa, 32));
    static final Bytes KEY = Bytes.repeat((byte) 7, 16);
    static final Bytes IV = Bytes.fromHexString("0x000102030405060708090a0b0c0d0e0f");
    static final Nonce NONCE = new Nonce(Bytes.repeat((byte) 0xcc, 12));
    static final IdNonce ID_NONCE = new IdNonce(Bytes.repeat((byte) 0xdd, 16));
    static final Bytes ID_SIGNATURE = Bytes.repeat((byte) 0xee, 64);
    static final Bytes EPHEMERAL_KEY = Bytes.repeat((byte) 2, 33);

    private Wire() {}

    static <T> T ok(Class<T> type, Decoded<? super T> decoded) {
        return assertInstanceOf(
                type, assertInstanceOf(Decoded.Ok.class, decoded).value());
    }

    static Rejection rejection(Decoded<?> decoded) {
        return assertInstanceOf(Decoded.Rejected.class, decoded).reason();
    }

    static Bytes opened(@Nullable Bytes plaintext) {
        return Objects.requireNonNull(plaintext, "the packet did not open");
    }

    /** Whether something in the message was too large to be kept, so that it encodes to fewer bytes than it had. */
    static boolean isSaturated(Message message) {
        return switch (message) {
            case FindNode findNode -> findNode.distances().contains(FindNode.OUT_OF_RANGE);
            case Nodes nodes -> nodes.total() == Integer.MAX_VALUE;
            default -> false;
        };
    }

    static Bytes randomBytes(RandomGenerator random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    /** One to three bytes changed, each to another value than it had. */
    static Bytes mutated(RandomGenerator random, Bytes original) {
        byte[] bytes = original.toArray();
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) random.nextInt(1, 256);
        }
        return Bytes.wrap(bytes);
    }
}
