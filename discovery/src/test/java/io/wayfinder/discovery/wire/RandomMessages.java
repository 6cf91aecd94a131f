package io.wayfinder.discovery.wire;

import static io.wayfinder.discovery.wire.Wire.randomBytes;

import io.wayfinder.discovery.wire.Message.FindNode;
import io.wayfinder.discovery.wire.Message.Nodes;
import io.wayfinder.discovery.wire.Message.Ping;
import io.wayfinder.discovery.wire.Message.Pong;
import io.wayfinder.discovery.wire.Message.TalkRequest;
import io.wayfinder.discovery.wire.Message.TalkResponse;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/** Messages of every type, with the edges of each range more often than chance has them. */
final class RandomMessages {

    private RandomMessages() {}

    static Message next(RandomGenerator random) {
        RequestId id = new RequestId(randomBytes(random, random.nextInt(9)));
        return switch (random.nextInt(6)) {
            case 0 -> new Ping(id, uint64(random));
            case 1 -> {
                Bytes ip = randomBytes(random, random.nextBoolean() ? 4 : 16);
                yield new Pong(id, uint64(random), ip, (int) (uint64(random) & 0xffff));
            }
            case 2 -> new FindNode(id, distances(random));
            case 3 -> new Nodes(id, (int) (uint64(random) & 0xff), records(random));
            case 4 -> new TalkRequest(id, randomBytes(random, random.nextInt(9)), payload(random));
            default -> new TalkResponse(id, payload(random));
        };
    }

    /** As many bits as it happens, so that every encoded size is met. */
    static long uint64(RandomGenerator random) {
        int bits = random.nextInt(65);
        return bits == 0 ? 0 : random.nextLong() >>> (Long.SIZE - bits);
    }

    private static List<Integer> distances(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> random.nextInt(FindNode.DISTANCE_MAX + 1))
                .toList();
    }

    private static List<Bytes> records(RandomGenerator random) {
        return Stream.generate(
                        () -> RLP.encodeList(writer -> writer.writeValue(randomBytes(random, random.nextInt(200)))))
                .limit(random.nextInt(4))
                .toList();
    }

    private static Bytes payload(RandomGenerator random) {
        return randomBytes(random, random.nextInt(10) == 0 ? random.nextInt(600) : random.nextInt(60));
    }
}
