package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntriesTest {

    /** Items as real records or the specifications' own examples have them, and what is said of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | 827634 | v4",
                "ip | 847f000001 | 127.0.0.1",
                "ip6 | 9020010db8000000000000000000000001 | 2001:db8::1",
                "udp | 82765f | 30303",
                "tcp | 80 | 0",
                "tcp6 | 82ffff | 65535",
                "quic | 822329 | 9001",
                "quic6 | 50 | 80",
                "eth | c7c6847a739ef180 | {forkId=0x7a739ef1, forkNext=0}",
                "opel | c9c88461626364820102 | {forkId=0x61626364, forkNext=258}",
                "snap | c0 | true",
                "snap | c101 | true",
                "les | c101 | 1",
                "les | c0 | 0",
                "client | cc844765746886312e31302e30 | {name=Geth, version=1.10.0}",
                "ng | 01 | 1",
                "topic-discovery | 01 | 1",
                "attnets | 880300000000000080 | [0, 1, 63]",
                "attnets | 880000000000000000 | []",
                "syncnets | 09 | [0, 3]",
                "syncnets | 00 | []",
                "cgc | 8180 | 128",
                "cgc | 80 | 0",
                "nfd | 8498c910cf | 0x98c910cf",
                "opstack | 820a00 | {chainId=10, version=0}",
                "opstack | 830a8001 | {chainId=10, version=128}",
                "opstack | 84858a0200 | {chainId=34053, version=0}",
                "rs | 8700100200010020 | {cluster=16, shards=[1, 32]}",
                "rs | 83001000 | {cluster=16, shards=[]}",
                "waku2 | 0f | [relay, store, filter, lightpush]",
                "waku2 | 8191 | [relay, sync, bit7]",
                "c | 6e | n",
                "p | c3020201 | [2, 2, 1]",
                "aztec | 8430302d31 | 00-1",
            })
    void knownItemIsToldAsWhatItIs(String key, String item, String expected) {
        Optional<Object> told = Entries.known(key).orElseThrow().describe(Bytes.fromHexString(item));

        assertEquals(Optional.of(expected), told.map(Object::toString));
    }

    /** Of another size or shape, an entry is as good as absent. */
    @ParameterizedTest
    @CsvSource({
        "ip, 837f0000",
        "ip, 9020010db8000000000000000000000001",
        "ip, c0",
        "ip6, 847f000001",
        "ip6, 9000000000000000000000ffff7f000001",
        "udp, 83010000",
        "udp, 820001",
        "udp, 00",
        "udp, c0",
        "eth, 847a739ef1",
        "eth, c0",
        "eth, c1c0",
        "eth, c5c4837a739e",
        "eth, c3c28080",
        "snap, 80",
        "les, 01",
        "les, c1c0",
        "client, c0",
        "client, c28080c0",
        "client, 8447657468",
        "client, c3830a0a0a",
        "eth2, 8461626364",
        "attnets, 8400000000",
        "attnets, 80",
        "syncnets, 10",
        "syncnets, 820000",
        "cgc, 8400ffffff",
        "cgc, 8480000000",
        "cgc, 8901ffffffffffffffff",
        "nfd, 83010203",
        "secp256k1, 8203ff",
        "rs, 820010",
        "rs, 84001001ff",
        "rs, c0",
        "waku2, 80",
        "waku2, 820101",
        "p, 83020201",
        "p, c1c0",
        "c, 820a0a",
        "c, 81ff",
        "opstack, 80",
        "opstack, 0a",
        "opstack, 820a80",
        "opstack, 830a8000",
        "opstack, 830a0000",
        "multiaddrs, 8100",
        "multiaddrs, 82ffff",
        "multiaddrs, 820000",
        "multiaddrs, 8400020600",
    })
    void otherItemIsAbsent(String key, String item) {
        assertEquals(Optional.empty(), Entries.known(key).orElseThrow().describe(Bytes.fromHexString(item)));
    }

    @Test
    void eth2IsTheSszOfItsForkId() {
        Bytes item = Bytes.fromHexString("90d2f1997f600009100008000000000000");
        Eth2 eth2 = Entries.ETH2.decode(item).orElseThrow();

        assertEquals(new Eth2(Bytes.fromHexString("d2f1997f"), Bytes.fromHexString("60000910"), 2_048), eth2);
        assertEquals(item, Entries.ETH2.encode(eth2));
        assertEquals(
                "18446744073709551615",
                new Eth2(eth2.forkDigest(), eth2.forkDigest(), -1).describe().get("nextForkEpoch"));
    }

    @Test
    void whatLaterVersionsAddToForkIdsIsIgnored() {
        ForkId fork = new ForkId(Bytes.fromHexString("7a739ef1"), 5);
        Bytes more =
                Records.rlpList(Records.rlpList(Records.octets(fork.hash()), Bytes.of(5), Bytes.of(6)), Bytes.of(7));

        assertEquals(Optional.of(fork), Entries.ETH.decode(more));
    }

    /** For each entry a value: made into an item, it is read as the same value. */
    @Test
    void valuesComeBackFromTheirItems() {
        roundTrip(Entries.LES, 3L);
        roundTrip(Entries.SNAP, true);
        roundTrip(Entries.ETH, new ForkId(Bytes.of(1, 2, 3, 4), -1));
        roundTrip(Entries.OPSTACK, new OpStack(-1, 1L << 62));
        roundTrip(Entries.ATTNETS, List.of(0, 7, 8, 63));
        roundTrip(Entries.SYNCNETS, List.of(1, 3));
        roundTrip(Entries.CLIENT, new ClientInfo("Wayfinder", "0.1.0", Optional.of("abcdef")));
        roundTrip(Entries.CLIENT, new ClientInfo("Wayfinder", "0.1.0", Optional.empty()));
        roundTrip(Entries.RS, new RelayShards(65_535, List.of(0, 65_535)));
        roundTrip(Entries.WAKU2, 0);
        roundTrip(Entries.WAKU2, 255);
        roundTrip(Entries.P, List.of(0L, 1L, -1L));
        roundTrip(Entries.MULTIADDRS, List.of(Multiaddr.tcp(Endpoint.parse("192.0.2.1:9000"))));
        roundTrip(Entries.MULTIADDRS, List.of());
    }

    @Test
    void valuesThatNoItemCanHoldAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ForkId(Bytes.of(1), 0));
        assertThrows(IllegalArgumentException.class, () -> new Eth2(Bytes.of(1), Bytes.of(1), 0));
        assertThrows(IllegalArgumentException.class, () -> new RelayShards(-1, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new RelayShards(1, List.of(65_536)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Entries.CLIENT.encode(new ClientInfo("caf\u00e9\n", "1", Optional.empty())));
        assertThrows(IllegalArgumentException.class, () -> Entries.C.encode("\u001b[31m"));
    }

    /** Foreign keys and values are shown so that no terminal or log takes them for anything else. */
    @Test
    void unknownEntriesAreShownAsOctets() {
        NodeRecord record = new NodeRecordBuilder()
                .putRaw("unknown", Records.text("text"))
                .putRaw("\u001b[2J", Records.rlpList(Bytes.of(1), Records.rlpList(), Records.text("ab")))
                .putRaw("0x1b", Bytes.of(2))
                .putOctets("eth2", Bytes.of(1, 2))
                .sign(Records.KEY, Records.CURVE);
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("0x1b5b324a", List.of("0x01", List.of(), "0x6162"));
        expected.put("0x30783162", "0x02");
        expected.put("eth2", "0x0102");
        expected.put("id", "v4");
        expected.put("secp256k1", Records.PUBLIC_KEY.toHexString());
        expected.put("unknown", "0x74657874");

        assertEquals(
                List.copyOf(expected.entrySet()), List.copyOf(record.describe().entrySet()));
    }

    private static <T> void roundTrip(Entry<T> entry, T value) {
        assertEquals(Optional.of(value), entry.decode(entry.encode(value)), entry::toString);
    }
}
