package io.wayfinder.enr;

import static io.wayfinder.enr.Records.CURVE;
import static io.wayfinder.enr.Records.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** What a record says about where its node listens. */
class NodeRecordEndpointTest {

    private static final IpAddress V4 = IpAddress.parse("192.0.2.1");
    private static final IpAddress V6 = IpAddress.parse("2001:db8::1");

    @Test
    void recordWithoutAddressHasNoEndpoint() {
        NodeRecord record = new NodeRecordBuilder().put(Entries.UDP, 9_000).sign(KEY, CURVE);

        assertEquals(Optional.empty(), record.udp4());
        assertEquals(Optional.empty(), record.udp6());
        assertEquals(Optional.empty(), record.enode());
        assertEquals(List.of(), record.multiaddrs());
    }

    @Test
    void portOfTheOtherFamilyIsReadWhereItsOwnIsMissing() {
        NodeRecordBuilder builder = new NodeRecordBuilder()
                .put(Entries.IP6, V6)
                .put(Entries.UDP, 9_000)
                .put(Entries.TCP, 9_001)
                .put(Entries.QUIC, 9_002);
        NodeRecord shared = builder.sign(KEY, CURVE);
        NodeRecord own = builder.put(Entries.UDP6, 9_003).sign(KEY, CURVE);

        assertEquals(Optional.of(Endpoint.of(V6, 9_000)), shared.udp6());
        assertEquals(Optional.of(Endpoint.of(V6, 9_001)), shared.tcp6());
        assertEquals(Optional.of(Endpoint.of(V6, 9_002)), shared.quic6());
        assertEquals(Optional.empty(), shared.udp4());
        assertEquals(Optional.of(Endpoint.of(V6, 9_003)), own.udp6());
    }

    @Test
    void recordIsGlobalWhenAllOfItsEndpointsAre() {
        IpAddress global4 = IpAddress.parse("9.8.7.6");
        IpAddress global6 = IpAddress.parse("2a00::1");
        NodeRecordBuilder builder = new NodeRecordBuilder().put(Entries.UDP, 9_000);
        assertFalse(builder.sign(KEY, CURVE).isGlobal(), "it has none");
        assertTrue(builder.put(Entries.IP, global4).sign(KEY, CURVE).isGlobal());
        assertTrue(builder.put(Entries.IP6, global6).sign(KEY, CURVE).isGlobal());
        assertFalse(builder.put(Entries.IP6, V6).sign(KEY, CURVE).isGlobal(), "for documentation only");
        assertFalse(builder.put(Entries.IP6, IpAddress.parse("fe80::1"))
                .sign(KEY, CURVE)
                .isGlobal());
    }

    @Test
    void portZeroIsNoEndpoint() {
        NodeRecord record = new NodeRecordBuilder()
                .put(Entries.IP, V4)
                .put(Entries.UDP, 0)
                .put(Entries.IP6, V6)
                .put(Entries.UDP6, 0)
                .sign(KEY, CURVE);

        assertEquals(Optional.of(0), record.get(Entries.UDP));
        assertEquals(Optional.empty(), record.udp4());
        assertEquals(Optional.empty(), record.udp6());
    }

    @Test
    void mappedAddressUnderIp6IsNoEndpoint() {
        Bytes mapped = Bytes.fromHexString("00000000000000000000ffffc0000201");
        NodeRecord record = Records.valid(Records.decode(Records.signed(
                Bytes.of(1),
                Records.text("id"),
                Records.text("v4"),
                Records.text("ip6"),
                Records.octets(mapped),
                Records.text("secp256k1"),
                Records.octets(Records.PUBLIC_KEY),
                Records.text("udp"),
                Records.octets(Bytes.of(1)))));

        assertEquals(Optional.empty(), record.udp6());
        assertEquals(mapped.toHexString(), record.describe().get("ip6"));
    }

    @Test
    void enodeUrlTellsBothPorts() {
        NodeRecordBuilder builder = new NodeRecordBuilder().put(Entries.IP, V4).put(Entries.UDP, 30_301);
        String key = CURVE.publicKey(KEY).uncompressed().toUnprefixedHexString();

        assertEquals(
                Optional.of("enode://" + key + "@192.0.2.1:0?discport=30301"),
                builder.sign(KEY, CURVE).enode().map(Enode::toString));
        assertEquals(
                Optional.of("enode://" + key + "@192.0.2.1:30303?discport=30301"),
                builder.put(Entries.TCP, 30_303).sign(KEY, CURVE).enode().map(Enode::toString));
        assertEquals(
                Optional.of("enode://" + key + "@192.0.2.1:30303"),
                builder.put(Entries.UDP, 30_303).sign(KEY, CURVE).enode().map(Enode::toString));
    }

    @Test
    void enodeUrlTakesIpv6WhereThereIsNoIpv4() {
        NodeRecord record = new NodeRecordBuilder()
                .put(Entries.IP6, V6)
                .put(Entries.UDP, 30_303)
                .sign(KEY, CURVE);

        assertEquals(Optional.of(V6), record.enode().map(Enode::address));
    }

    @Test
    void multiaddrsNameEveryTransportAndThePeer() {
        NodeRecord record = new NodeRecordBuilder()
                .put(Entries.IP, V4)
                .put(Entries.IP6, V6)
                .put(Entries.TCP, 9_000)
                .put(Entries.QUIC, 9_001)
                .put(Entries.QUIC6, 9_002)
                .sign(KEY, CURVE);
        String peer = "/p2p/" + record.peerId();

        assertEquals(
                List.of(
                        "/ip4/192.0.2.1/tcp/9000" + peer,
                        "/ip4/192.0.2.1/udp/9001/quic-v1" + peer,
                        "/ip6/2001:db8::1/tcp/9000" + peer,
                        "/ip6/2001:db8::1/udp/9002/quic-v1" + peer),
                record.multiaddrs().stream().map(Multiaddr::toString).toList());
    }

    @Test
    void recordsAreEqualByTheirBytes() {
        NodeRecord record = new NodeRecordBuilder().sign(KEY, CURVE);

        assertEquals(record, Records.valid(Records.decode(record.encoded())));
        assertEquals(
                record.hashCode(),
                Records.valid(Records.decode(record.encoded())).hashCode());
        assertNotEquals(record, NodeRecordBuilder.from(record).seq(2).sign(KEY, CURVE));
    }
}
