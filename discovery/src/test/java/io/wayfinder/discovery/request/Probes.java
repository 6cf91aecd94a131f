package io.wayfinder.discovery.request;

import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.NodeId;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** Packets that can be read by nobody. */
final class Probes {

    private static final PacketCodec CODEC = new PacketCodec(PacketCodec.DISCV5);

    private Probes() {}

    /** An ordinary packet of a node that does not exist. */
    static Bytes of(RandomGenerator random, NodeId to) {
        return CODEC.encodeRandom(
                to, NodeId.of(bytes(random, 32)), new Nonce(bytes(random, 12)), bytes(random, 16), bytes(random, 36));
    }

    private static Bytes bytes(RandomGenerator random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
