package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.Eth2;
import io.wayfinder.enr.ForkId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerFilterTest {

    private static final NodeRecord HOODI_CONSENSUS = Fixtures.record(
            1,
            record -> record.put(
                    Entries.ETH2, new Eth2(Bytes.fromHexString("0xc6ecb76c"), Bytes.fromHexString("0x70000910"), -1)));
    private static final NodeRecord HOODI_EXECUTION =
            Fixtures.record(2, record -> record.put(Entries.ETH, new ForkId(Bytes.fromHexString("0x23aa1351"), 0)));
    private static final NodeRecord SOME_SUBNETS = Fixtures.record(
            3, record -> record.put(Entries.ATTNETS, List.of(3, 40)).put(Entries.SYNCNETS, List.of(1)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|true",
                "{\"forkDigest\":\"0x5c943807\"}|true",
                "{\"forkDigest\":\"5C943807\"}|true",
                "{\"forkDigest\":[\"0x00000000\",\"0x5c943807\"]}|true",
                "{\"forkDigest\":\"0x00000000\"}|false",
                "{\"nfd\":\"0x98c910cf\"}|true",
                "{\"nfd\":\"0x5c943807\"}|false",
                "{\"forkId\":\"0x5c943807\"}|false",
                "{\"attnets\":[0,63]}|true",
                "{\"attnets\":17}|true",
                "{\"syncnets\":[0,1,2,3]}|false",
                "{\"hasKey\":\"quic\"}|true",
                "{\"hasKey\":[\"quic6\",\"cgc\"]}|true",
                "{\"hasKey\":\"quic6\"}|false",
                "{\"ipVersion\":4}|true",
                "{\"ipVersion\":6}|false",
                "{\"ipVersion\":[4,6]}|true",
                "{\"client\":\"nethermind\"}|false",
                "{\"layer\":\"consensus\"}|true",
                "{\"layer\":\"execution\"}|false",
                "{\"layer\":[\"execution\",\"consensus\"]}|true",
                "{\"live\":true}|true",
                "{\"live\":false}|true",
                "{\"forkDigest\":\"0x5c943807\",\"ipVersion\":6}|false",
                "{\"forkDigest\":\"0x5c943807\",\"attnets\":1,\"hasKey\":\"eth2\",\"live\":true}|true",
            })
    void eachNameMatchesItsEntry(String filter, boolean matches) {
        assertEquals(matches, filter(filter).matches(Fixtures.live(Fixtures.CONSENSUS)));
    }

    @Test
    void subnetsMatchAnyOfTheList() {
        assertTrue(filter("{\"attnets\":[40,41]}").matches(SOME_SUBNETS));
        assertFalse(filter("{\"attnets\":[4,41]}").matches(SOME_SUBNETS));
        assertTrue(filter("{\"syncnets\":1}").matches(SOME_SUBNETS));
        assertFalse(filter("{\"attnets\":1}").matches(HOODI_CONSENSUS), "no entry is no subnet");
    }

    @Test
    void clientMatchesInUpperAndLowerCase() {
        assertTrue(filter("{\"client\":\"NETHERMIND\"}").matches(Fixtures.CLIENT));
        assertTrue(filter("{\"client\":[\"Geth\",\"nethermind\"]}").matches(Fixtures.CLIENT));
        assertFalse(filter("{\"client\":\"neth\"}").matches(Fixtures.CLIENT));
        assertTrue(filter("{\"ipVersion\":6}").matches(Fixtures.CLIENT));
    }

    @Test
    void networkMeansItsForkIdsAndDigests() {
        assertTrue(filter("{\"network\":\"hoodi\"}").matches(HOODI_CONSENSUS));
        assertTrue(filter("{\"network\":\"hoodi\"}").matches(HOODI_EXECUTION));
        assertTrue(filter("{\"network\":\"hoodi\",\"layer\":\"consensus\"}").matches(HOODI_CONSENSUS));
        assertFalse(filter("{\"network\":\"hoodi\",\"layer\":\"consensus\"}").matches(HOODI_EXECUTION));
        assertFalse(filter("{\"network\":\"mainnet\"}").matches(HOODI_CONSENSUS));
        assertTrue(filter("{\"network\":[\"mainnet\",\"hoodi\"]}").matches(HOODI_CONSENSUS));
        assertFalse(filter("{\"network\":\"hoodi\"}").matches(SOME_SUBNETS));
    }

    @Test
    void layerOfANetworkIsNotTakenFromAnother() {
        NodeRecord mixed = Fixtures.record(
                4,
                record -> record.put(
                                Entries.ETH2,
                                new Eth2(Bytes.fromHexString("0xc6ecb76c"), Bytes.fromHexString("0x70000910"), -1))
                        .put(Entries.ETH, new ForkId(Bytes.fromHexString("0x07c9462e"), 0)));
        assertTrue(filter("{\"network\":\"hoodi\",\"layer\":\"consensus\"}").matches(mixed));
        assertFalse(filter("{\"network\":\"hoodi\",\"layer\":\"execution\"}").matches(mixed));
        assertTrue(filter("{\"network\":\"mainnet\",\"layer\":\"execution\"}").matches(mixed));
    }

    @Test
    void everyNetworkHasItsNewestAndOldestForks() {
        assertEquals(
                List.of("mainnet", "sepolia", "hoodi", "gnosis"),
                Network.KNOWN.stream().map(Network::name).toList());
        Network mainnet = Network.KNOWN.get(0);
        for (String digest : List.of("0xf5a5fd42", "0xb5303f2a", "0xbba4da96", "0x8c9f62fe")) {
            assertTrue(mainnet.forkDigests().contains(Bytes.fromHexString(digest)), digest);
        }
        assertTrue(mainnet.forkIds().contains(Bytes.fromHexString("0xfc64ec04")));
        assertTrue(Network.AS_OF.matches("20\\d\\d-\\d\\d-\\d\\d"));
    }

    @Test
    void onlyLivePeersMatchUnlessAllAreWanted() {
        assertFalse(filter("{}").matches(Fixtures.silent(Fixtures.CONSENSUS)));
        assertFalse(filter("{\"live\":true}").matches(Fixtures.silent(Fixtures.CONSENSUS)));
        assertTrue(filter("{\"live\":false}").matches(Fixtures.silent(Fixtures.CONSENSUS)));
        assertFalse(PeerFilter.LIVE.matches(Fixtures.silent(Fixtures.CONSENSUS)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"forkdigest\":\"0x00000000\"}|\"forkdigest\" is unknown: there is forkDigest, nfd, ",
                "{\"ipVersion\":5}|ipVersion: not 4 or 6",
                "{\"ipVersion\":[4,\"6\"]}|ipVersion: not 4 or 6",
                "{\"forkDigest\":\"0x0000\"}|forkDigest: 2 bytes, not 4",
                "{\"attnets\":64}|attnets: not an integer from 0 to 63",
                "{\"attnets\":[]}|attnets: 0 values, not 1 to 64",
                "{\"network\":\"rinkeby\"}|network: not one of mainnet, sepolia, hoodi, gnosis but \"rinkeby\"",
                "{\"layer\":\"both\"}|layer: not one of execution, consensus",
                "{\"live\":\"yes\"}|live: not true or false",
                "{\"hasKey\":7}|hasKey: not a string",
            })
    void whatIsWrongInAFilterIsNamed(String filter, String message) {
        String error = String.valueOf(assertThrows(IllegalArgumentException.class, () -> filter(filter))
                .getMessage());
        assertTrue(error.startsWith(message), error);
    }

    @Test
    void filterIsAnObject() {
        assertThrows(IllegalArgumentException.class, () -> PeerFilter.form().read("consensus"));
        assertThrows(IllegalArgumentException.class, () -> PeerFilter.form().read(new JsonArray()));
    }

    private static PeerFilter filter(String json) {
        return PeerFilter.form().read(new JsonObject(json));
    }
}
