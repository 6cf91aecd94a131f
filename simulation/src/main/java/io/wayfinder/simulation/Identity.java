package io.wayfinder.simulation;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;

/**
 * Who a host is and where: what it keeps when it leaves and comes back.
 *
 * @param number unique in the run; small, as they are counted
 * @param endpoint where it listens
 * @param region of the {@link LatencyMap}
 */
record Identity(int number, SecretKey key, Endpoint endpoint, int region, NodeRecord record) {

    /** @param announced whether the record says where it is; behind a NAT it is for others to tell it */
    static Identity of(int number, SecretKey key, Endpoint endpoint, int region, boolean announced, Secp256k1 curve) {
        NodeRecordBuilder builder = new NodeRecordBuilder().seq(1);
        if (announced) {
            builder.put(Entries.IP, endpoint.address()).put(Entries.UDP, endpoint.port());
        }
        return new Identity(number, key, endpoint, region, builder.sign(key, curve));
    }

    /** With the record that it has now. */
    Identity with(NodeRecord newer) {
        return new Identity(number, key, endpoint, region, newer);
    }

    /** The next record, which says that it is at the endpoint. */
    NodeRecord at(Endpoint agreed, NodeRecord now, Secp256k1 curve) {
        return new NodeRecordBuilder()
                .seq(now.seq() + 1)
                .put(Entries.IP, agreed.address())
                .put(Entries.UDP, agreed.port())
                .sign(key, curve);
    }
}
