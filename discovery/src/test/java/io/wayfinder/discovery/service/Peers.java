package io.wayfinder.discovery.service;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Records of made-up nodes: node {@code n} has the same key in every run. */
final class Peers {

    static final Secp256k1 CURVE = Secp256k1.provider();

    private Peers() {}

    static SecretKey key(int n) {
        return SecretKey.generate(new SplittableRandom(n));
    }

    static NodeRecord record(int n, long seq) {
        return record(n, seq, 30_000);
    }

    static NodeRecord record(int n, long seq, int port) {
        return new NodeRecordBuilder()
                .seq(seq)
                .put(Entries.IP, IpAddress.parse("127.0.0.1"))
                .put(Entries.UDP, port)
                .sign(key(n), CURVE);
    }

    static NodeRecord record(String address, int port) {
        return new NodeRecordBuilder()
                .put(Entries.IP, IpAddress.parse(address))
                .put(Entries.UDP, port)
                .sign(key(port), CURVE);
    }

    static List<NodeRecord> records(int count) {
        List<NodeRecord> records = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            records.add(record(n, 1));
        }
        return records;
    }

    static FoundPeer answered(NodeRecord record, long atMs) {
        return new FoundPeer(record, atMs - 10, atMs, OptionalLong.of(atMs), false, 1, OptionalLong.of(3));
    }
}
