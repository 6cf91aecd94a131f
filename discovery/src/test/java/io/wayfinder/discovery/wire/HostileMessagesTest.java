package io.wayfinder.discovery.wire;

import static io.wayfinder.discovery.wire.Wire.mutated;
import static io.wayfinder.discovery.wire.Wire.ok;
import static io.wayfinder.discovery.wire.Wire.randomBytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** Over a million messages that nobody sane sent: each is refused by name, or is what its own encoding says. */
class HostileMessagesTest {

    private static final int RANDOM_CASES = 500_000;
    private static final int MUTATED_CASES = 800_000;
    private static final int TRUNCATED_MESSAGES = 4_000;

    @Test
    void randomBytesAreAMessageOrRefused() {
        Cases.run(RANDOM_CASES, random -> {
            byte[] bytes = randomBytes(random, random.nextInt(48)).toArray();
            if (bytes.length > 1) {
                // Pure noise would end at the type or at the list's prefix nearly always.
                bytes[0] = (byte) random.nextInt(1, 7);
                bytes[1] = (byte) (0xc0 + Math.min(bytes.length - 2, 55));
            }
            requireLaw(Bytes.wrap(bytes));
        });
    }

    @Test
    void messageWithOneToThreeBytesChangedIsAMessageOrRefused() {
        Cases.run(MUTATED_CASES, random -> {
            Bytes encoded = MessageCodec.encode(RandomMessages.next(random));
            requireLaw(mutated(random, encoded));
        });
    }

    /** If this fails, the two tests above no longer reach what they are there for. */
    @Test
    void mutationsMeetEveryRejectionAndManyMessages() {
        Map<Rejection, Integer> seen = new EnumMap<>(Rejection.class);
        int[] accepted = {0};
        Cases.run(50_000, random -> {
            switch (MessageCodec.decode(mutated(random, MessageCodec.encode(RandomMessages.next(random))))) {
                case Decoded.Ok<Message> message -> accepted[0]++;
                case Decoded.Rejected<Message> rejected -> seen.merge(rejected.reason(), 1, Integer::sum);
            }
        });
        assertTrue(accepted[0] > 5_000, "accepted: " + accepted[0]);
        for (Rejection reason : new Rejection[] {Rejection.BAD_RLP, Rejection.BAD_MESSAGE, Rejection.UNKNOWN_MESSAGE}) {
            assertTrue(seen.getOrDefault(reason, 0) > 1_000, reason + ": " + seen);
        }
    }

    @Test
    void everyTruncationIsRefused() {
        Cases.run(TRUNCATED_MESSAGES, random -> {
            Bytes encoded = MessageCodec.encode(RandomMessages.next(random));
            for (int size = 0; size < encoded.size(); size++) {
                assertInstanceOf(Decoded.Rejected.class, MessageCodec.decode(encoded.slice(0, size)));
            }
        });
    }

    @Test
    void everyTrailingByteIsRefused() {
        Cases.run(TRUNCATED_MESSAGES, random -> {
            Bytes encoded = MessageCodec.encode(RandomMessages.next(random));
            Bytes longer = Bytes.concatenate(encoded, randomBytes(random, random.nextInt(1, 4)));
            assertEquals(Rejection.BAD_RLP, Wire.rejection(MessageCodec.decode(longer)));
        });
    }

    @Test
    void everyMessageComesBack() {
        Cases.run(100_000, random -> {
            Message message = RandomMessages.next(random);
            assertEquals(message, ok(Message.class, MessageCodec.decode(MessageCodec.encode(message))));
        });
    }

    private static void requireLaw(Bytes bytes) {
        if (!(MessageCodec.decode(bytes) instanceof Decoded.Ok<Message>(Message message))) {
            return;
        }
        Bytes encoded = MessageCodec.encode(message);
        if (Wire.isSaturated(message)) {
            assertEquals(message, ok(Message.class, MessageCodec.decode(encoded)));
        } else if (!encoded.equals(bytes)) {
            assertEquals(bytes, encoded, "one encoding of " + message);
        }
    }
}
