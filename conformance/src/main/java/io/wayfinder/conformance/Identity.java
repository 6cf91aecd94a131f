package io.wayfinder.conformance;

import io.wayfinder.crypto.Keccak256;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** Who a prober says it is. */
record Identity(SecretKey key, NodeRecord record) {

    static final Secp256k1 CURVE = Secp256k1.provider();

    /** A record padded with so many bytes is over 255, so that its RLP headers are those of one of 300. */
    private static final int PADDING = 200;

    private static final int PADDED_SIZE = NodeRecord.SIZE_MAX - 10;

    /**
     * A new key, with a record that names no endpoint: a node has no reason to dial it, or to tell others of it.
     */
    static Identity fresh(SecureRandom secrets) {
        SecretKey key = SecretKey.generate(secrets);
        return new Identity(key, new NodeRecordBuilder().seq(1).sign(key, CURVE));
    }

    /**
     * The same at this log distance from the node, which takes two keys at 256, four at 255, eight at 254 and so on, on
     * average.
     */
    static Identity at(int distance, NodeId node, SecureRandom secrets) {
        SecretKey key = SecretKey.generate(secrets);
        while (Distance.log(node, NodeId.of(CURVE.publicKey(key))) != distance) {
            key = SecretKey.generate(secrets);
        }
        return new Identity(key, new NodeRecordBuilder().seq(1).sign(key, CURVE));
    }

    NodeId nodeId() {
        return record.nodeId();
    }

    /** The same key with a record that names this endpoint; the sequence number is one higher. */
    Identity at(Endpoint endpoint) {
        NodeRecordBuilder next = NodeRecordBuilder.from(record).seq(record.seq() + 1);
        if (endpoint.address().v6()) {
            next.put(Entries.IP6, endpoint.address()).put(Entries.UDP6, endpoint.port());
        } else {
            next.put(Entries.IP, endpoint.address()).put(Entries.UDP, endpoint.port());
        }
        return new Identity(key, next.sign(key, CURVE));
    }

    /** The same record with another sequence number. */
    Identity withSeq(long seq) {
        return new Identity(key, NodeRecordBuilder.from(record).seq(seq).sign(key, CURVE));
    }

    /** A record of this key, sequence number 1, which an entry "z" makes this large: more than 300 bytes if need be. */
    Bytes recordOfSize(int size) {
        Bytes some = padded(PADDING);
        return padded(PADDING + size - some.size());
    }

    private Bytes padded(int size) {
        List<Bytes> content = List.of(
                Rlp.integer(1),
                text("id"),
                text("v4"),
                text("secp256k1"),
                Rlp.string(CURVE.publicKey(key).compressed()),
                text("z"),
                Rlp.string(Bytes.repeat((byte) 1, size)));
        List<Bytes> signed = new ArrayList<>(content);
        signed.addFirst(Rlp.string(CURVE.sign(Keccak256.hash(Rlp.list(content)), key)));
        return Rlp.list(signed);
    }

    private static Bytes text(String ascii) {
        return Rlp.string(Bytes.wrap(ascii.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * The same record with an entry that nobody knows, which makes it nearly as large as a record may be: whether 300
     * bytes are taken is for another case. The sequence number stays: for records that were not sent yet.
     */
    Identity padded() {
        int some = NodeRecord.SIZE_MAX / 2 - 20;
        int missing = PADDED_SIZE - withPadding(some).encoded().size();
        return new Identity(key, withPadding(some + missing));
    }

    private NodeRecord withPadding(int size) {
        return NodeRecordBuilder.from(record)
                .putOctets("padding", Bytes.repeat((byte) 0x5a, size))
                .sign(key, CURVE);
    }
}
