package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiaddrTest {

    @ParameterizedTest
    @CsvSource({
        "04c0000201062328, /ip4/192.0.2.1/tcp/9000",
        "2920010db8000000000000000000000001910223 28cd03, /ip6/2001:db8::1/udp/9000/quic-v1",
        "2900000000000000000000ffffc0000201062328, /ip6/::ffff:c000:201/tcp/9000",
        "36036162630601bbde03, /dns4/abc/tcp/443/wss",
        "04c0000201062328dd03, /ip4/192.0.2.1/tcp/9000/ws",
    })
    void bytesAreTold(String hex, String text) {
        Bytes bytes = Bytes.fromHexString(hex.replace(" ", ""));

        assertEquals(Optional.of(text), Multiaddr.decode(bytes).map(Multiaddr::toString));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "04",
                "04c00002",
                "04c000020106",
                "04c00002010623",
                "00",
                "8000",
                "ffffffffffffffffff01",
                "ffffffffffffffffffff",
                "36",
                "3604616263",
                "36036162",
                "3600",
                "36022f2e",
                "3601 0a",
                "a503",
                "a503ffffffffffffffffff01"
            })
    void otherBytesAreRefused(String hex) {
        assertEquals(Optional.empty(), Multiaddr.decode(Bytes.fromHexString(hex.replace(" ", ""))));
    }

    /** What {@code @chainsafe/enr} gives for the key of EIP-778's example. */
    @Test
    void peerIdIsBase58OfTheKeysMultihash() {
        NodeRecord record = new NodeRecordBuilder().sign(Records.KEY, Records.CURVE);

        assertEquals(
                "16Uiu2HAmSH2XVgZqYHWucap5kuPzLnt2TsNQkoppVxB5eJGvaXwm",
                record.peerId().toString());
    }

    /** Waku, "WAKU2-ENR": a peer in the address is a relay, and the circuit to the node is not written out. */
    @Test
    void addressWithAPeerLeadsThroughItsCircuit() {
        PeerId peer = PeerId.of(Records.CURVE.publicKey(Records.KEY));
        Multiaddr relay = Multiaddr.tcp(Endpoint.parse("192.0.2.1:55555")).of(new PeerId(Bytes.of(0, 1, 2)));

        assertEquals(
                "/ip4/192.0.2.1/tcp/55555/p2p/" + Base58.encode(Bytes.of(0, 1, 2)) + "/p2p-circuit/p2p/" + peer,
                relay.of(peer).toString());
    }

    /** The Internet-Draft "The Base58 Encoding Scheme", section 5. */
    @ParameterizedTest
    @CsvSource({
        "48656c6c6f20576f726c6421, 2NEpo7TZRRrLZSi2U",
        "54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e,"
                + " USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        "0000287fb4cd, 11233QC4",
        "'', ''",
    })
    void base58IsThatOfTheDraft(String hex, String text) {
        assertEquals(text, Base58.encode(Bytes.fromHexString(hex)));
    }
}
