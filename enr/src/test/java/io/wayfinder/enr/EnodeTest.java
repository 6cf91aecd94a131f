package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnodeTest {

    private static final String KEY =
            Records.CURVE.publicKey(Records.KEY).uncompressed().toUnprefixedHexString();

    /** One of go-ethereum's mainnet bootnodes. */
    private static final String BOOTNODE =
            "enode://d860a01f9722d78051619d1e2351aba3f43f943f6f00718d1b9baa4101932a1f5011f16bb2"
                    + "b1bb35db20d6fe28fa0bf09636d26a87d31de9ec6203eeedb1f666@18.138.108.67:30303";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@192.0.2.1:30303",
                "@192.0.2.1:30303?discport=30301",
                "@[2001:db8::1]:30303",
                "@192.0.2.1:0?discport=9000",
                "@192.0.2.1:30303?discport=0"
            })
    void urlIsReadAndWrittenAlike(String place) {
        String url = "enode://" + KEY + place;

        assertEquals(url, Enode.parse(url, Records.CURVE).toString());
    }

    @Test
    void bothPortsAreTheSameUnlessSaidOtherwise() {
        Enode bootnode = Enode.parse(BOOTNODE, Records.CURVE);
        Enode other = Enode.parse(BOOTNODE + "?discport=30301", Records.CURVE);

        assertEquals(30_303, bootnode.tcp());
        assertEquals(Optional.of(Endpoint.parse("18.138.108.67:30303")), bootnode.udpEndpoint());
        assertEquals(Optional.of(Endpoint.parse("18.138.108.67:30301")), other.udpEndpoint());
        assertEquals(
                Optional.empty(),
                Enode.parse(BOOTNODE + "?discport=0", Records.CURVE).udpEndpoint());
    }

    @Test
    void nodeIdIsThatOfARecordWithTheSameKey() {
        NodeRecord record = new NodeRecordBuilder().sign(Records.KEY, Records.CURVE);

        assertEquals(
                record.nodeId(),
                Enode.parse("enode://" + KEY + "@192.0.2.1:1", Records.CURVE).nodeId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "enode://",
                "http://KEY@192.0.2.1:1",
                "enode://KEY",
                "enode://KEY@",
                "enode://KEY@192.0.2.1",
                "enode://KEY@bootnode.example.org:30303",
                "enode://KEY@192.0.2.1:65536",
                "enode://KEY0@192.0.2.1:1",
                "enode://00@192.0.2.1:1",
                "enode://0xKEY@192.0.2.1:1",
                "enode://KEY@192.0.2.1:1?discport=",
                "enode://KEY@192.0.2.1:1?discport=65536",
                "enode://KEY@192.0.2.1:1?discport=1&x=2",
                "enode://KEY@192.0.2.1:1?port=1",
                "enode://KEY@192.0.2.1:1?",
                "enode://KEY@192.0.2.1:1/path",
                "enode://KEY@[fe80::1%2]:1",
                "enode://KEY@@192.0.2.1:1"
            })
    void whatIsNoUrlIsRefusedInOneLine(String url) {
        String text = url.replace("KEY", KEY);

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Enode.parse(text, Records.CURVE));
        assertTrue(String.valueOf(refusal.getMessage()).lines().count() == 1, refusal::getMessage);
    }

    @Test
    void keyOffTheCurveIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Enode.parse("enode://" + "11".repeat(64) + "@192.0.2.1:1", Records.CURVE));
    }
}
