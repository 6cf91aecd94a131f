package io.wayfinder.discovery;

import io.wayfinder.crypto.Keccak256;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;

/** Signed records of numbered nodes, made once. */
public final class TestRecords {

    private static final Secp256k1 CURVE = Secp256k1.provider();
    private static final List<NodeRecord> RECORDS = new ArrayList<>();
    private static final List<NodeId> IDS = new ArrayList<>();

    private TestRecords() {}

    public static SecretKey key(int number) {
        return SecretKey.of(Keccak256.hash(Bytes.ofUnsignedInt(number)));
    }

    public static synchronized NodeId id(int number) {
        for (int next = IDS.size(); next <= number; next++) {
            IDS.add(NodeId.of(CURVE.publicKey(key(next))));
        }
        return IDS.get(number);
    }

    /** The first nodes at the log distance from node 0. */
    public static int[] numbersAt(int distance, int count) {
        return IntStream.iterate(1, number -> number + 1)
                .filter(number -> Distance.log(id(0), id(number)) == distance)
                .limit(count)
                .toArray();
    }

    /** The first nodes, each at a loopback address of its own. */
    public static synchronized List<NodeRecord> first(int count) {
        for (int number = RECORDS.size(); number < count; number++) {
            int host = 0x7f000000 | number;
            RECORDS.add(at(number, 1, IpAddress.of(Bytes.ofUnsignedInt(host)).toString()));
        }
        return List.copyOf(RECORDS.subList(0, count));
    }

    public static NodeRecord at(int number, long seq, String address) {
        return at(number, seq, address, 30303);
    }

    public static NodeRecord at(int number, long seq, String address, int port) {
        NodeRecordBuilder builder = new NodeRecordBuilder().seq(seq);
        IpAddress ip = IpAddress.parse(address);
        if (ip.v6()) {
            builder.put(Entries.IP6, ip).put(Entries.UDP6, port);
        } else {
            builder.put(Entries.IP, ip).put(Entries.UDP, port);
        }
        return builder.sign(key(number), CURVE);
    }

    public static NodeRecord dual(int number, long seq, String ipv4, String ipv6) {
        return new NodeRecordBuilder()
                .seq(seq)
                .put(Entries.IP, IpAddress.parse(ipv4))
                .put(Entries.UDP, 30303)
                .put(Entries.IP6, IpAddress.parse(ipv6))
                .put(Entries.UDP6, 30303)
                .sign(key(number), CURVE);
    }

    public static NodeRecord withoutEndpoint(int number, long seq) {
        return new NodeRecordBuilder().seq(seq).sign(key(number), CURVE);
    }
}
