package io.wayfinder.discovery.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.Objects;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class EndpointVotesTest {

    private static final Endpoint OURS = Endpoint.parse("9.1.1.1:9000");
    private static final Endpoint OTHER = Endpoint.parse("9.2.2.2:9000");
    private static final long WINDOW_MS = TableLimits.DEFAULT.voteWindowMs();
    private final EndpointVotes votes = new EndpointVotes(TableLimits.DEFAULT);

    private static Endpoint wide(int network) {
        return Endpoint.parse("8." + (network >> 8) + "." + (network & 255) + ".1:30303");
    }

    /** Votes from as many networks; what the last brought. */
    private Optional<Endpoint> vote(long nowMs, int fromNetwork, int count, Endpoint claimed) {
        Optional<Endpoint> agreed = Optional.empty();
        for (int network = fromNetwork; network < fromNetwork + count; network++) {
            assertEquals(Optional.empty(), agreed, "not before the last");
            agreed = votes.vote(nowMs, wide(network), claimed);
        }
        return agreed;
    }

    @Test
    void tenAgreeingNetworksDecide() {
        assertEquals(Optional.empty(), vote(0, 0, 9, OURS));
        assertEquals(Optional.of(OURS), vote(1, 9, 1, OURS));
        assertEquals(Optional.empty(), vote(2, 10, 10, OURS), "told once");
    }

    @Test
    void oneNetworkHasOneVote() {
        for (int host = 1; host < 200; host++) {
            Endpoint voter = Endpoint.parse("8.8.8." + host + ":" + (1_000 + host));
            assertEquals(Optional.empty(), votes.vote(0, voter, OURS));
            Endpoint voter6 = Endpoint.parse("[2a00:1:2:3::" + host + "]:9000");
            assertEquals(Optional.empty(), votes.vote(0, voter6, Endpoint.parse("[2a00:9::1]:9000")));
        }
    }

    @Test
    void noMajorityNoDecision() {
        assertEquals(Optional.empty(), vote(0, 0, 9, OURS));
        assertEquals(Optional.empty(), vote(0, 100, 9, OTHER));
        assertEquals(Optional.of(OURS), vote(0, 9, 1, OURS));
        EndpointVotes split = new EndpointVotes(TableLimits.DEFAULT);
        for (int network = 0; network < 60; network++) {
            Endpoint claimed = Endpoint.parse("9.3.3." + (network % 3) + ":9000");
            assertEquals(Optional.empty(), split.vote(0, wide(network), claimed));
        }
    }

    @Test
    void halfOfTheVotesIsNoMajority() {
        votes.vote(0, wide(999), Endpoint.parse("9.3.3.3:9000"));
        for (int network = 0; network < 9; network++) {
            votes.vote(0, wide(network), OURS);
            votes.vote(0, wide(100 + network), OTHER);
        }
        assertEquals(Optional.empty(), vote(0, 9, 1, OURS), "10 of 20");
        assertEquals(Optional.of(OURS), vote(0, 10, 1, OURS), "11 of 21");
    }

    @Test
    void votesOlderThanTheWindowDoNotCount() {
        vote(0, 0, 9, OURS);
        assertEquals(Optional.empty(), vote(WINDOW_MS, 9, 9, OURS));
        assertEquals(Optional.of(OURS), vote(WINDOW_MS, 18, 1, OURS));
    }

    @Test
    void laterVoteReplacesTheEarlier() {
        vote(0, 0, 9, OTHER);
        vote(1, 0, 9, OURS);
        assertEquals(Optional.of(OURS), vote(2, 9, 1, OURS));
    }

    @Test
    void addressAndPortGoTogether() {
        for (int network = 0; network < 60; network++) {
            Endpoint claimed = Endpoint.of(OURS.address(), 9_000 + network);
            assertEquals(Optional.empty(), votes.vote(0, wide(network), claimed));
        }
    }

    @Test
    void atMostOneChangeInFiveMinutes() {
        long startMs = 1_000_000;
        assertEquals(Optional.of(OURS), vote(startMs, 0, 10, OURS));
        assertEquals(Optional.empty(), vote(startMs + 1_000, 0, 30, OTHER));
        assertEquals(Optional.empty(), vote(startMs + 299_999, 0, 30, OTHER));
        assertEquals(Optional.of(OTHER), votes.vote(startMs + 300_000, wide(0), OTHER));
    }

    @Test
    void familiesDecideApart() {
        Endpoint ours6 = Endpoint.parse("[2a00:9::1]:9000");
        vote(0, 0, 9, OURS);
        for (int network = 0; network < 9; network++) {
            votes.vote(0, Endpoint.parse("[2a00:" + network + "::1]:9000"), ours6);
        }
        assertEquals(Optional.of(OURS), vote(0, 9, 1, OURS));
        assertEquals(Optional.of(ours6), votes.vote(0, Endpoint.parse("[2a00:9::2]:9000"), ours6));
    }

    @Test
    void uselessClaimsAreIgnored() {
        for (String claimed : new String[] {
            "9.1.1.1:0", "0.0.0.0:9000", "224.0.0.1:9000", "192.168.0.1:9000", "127.0.0.1:9000", "[2a00::1]:9000"
        }) {
            Endpoint endpoint =
                    claimed.endsWith(":0") ? Endpoint.of(IpAddress.parse("9.1.1.1"), 0) : Endpoint.parse(claimed);
            assertEquals(Optional.empty(), vote(0, 0, 50, endpoint), claimed);
        }
        assertEquals(300, count("votes_refused"));
    }

    @Test
    void ipv4MappedCountsAsIpv4() {
        Bytes mapped = Bytes.fromHexString("0x00000000000000000000ffff09010101");
        vote(0, 0, 9, OURS);
        assertEquals(Optional.of(OURS), votes.vote(0, wide(9), Endpoint.of(IpAddress.of(mapped), 9_000)));
    }

    @Test
    void onLoopbackAndLanEachEndpointVotes() {
        Endpoint loopback = Endpoint.parse("127.0.0.1:9000");
        Endpoint lan = Endpoint.parse("192.168.0.9:9000");
        for (int node = 0; node < 10; node++) {
            Optional<Endpoint> agreed = votes.vote(0, Endpoint.parse("127.0.0.1:" + (1_000 + node)), loopback);
            assertEquals(node == 9, agreed.equals(Optional.of(loopback)));
        }
        for (int node = 0; node < 10; node++) {
            Optional<Endpoint> agreed =
                    votes.vote(WINDOW_MS, Endpoint.parse("192.168.0." + (20 + node) + ":9000"), lan);
            assertEquals(node == 9, agreed.equals(Optional.of(lan)));
        }
    }

    @Test
    void lanPeersDecideNothingWhereTheWideNetworkVotes() {
        vote(0, 0, 1, OURS);
        for (int node = 0; node < 100; node++) {
            Endpoint voter = Endpoint.parse("192.168.0." + (20 + node) + ":9000");
            assertEquals(Optional.empty(), votes.vote(0, voter, Endpoint.parse("192.168.0.9:9000")));
            assertEquals(Optional.empty(), votes.vote(0, voter, OTHER), "nor what our wide address is");
        }
    }

    @Test
    void lanPeersDecideOnceTheVotesOfTheWideNetworkAreTooOld() {
        Endpoint lan = Endpoint.parse("192.168.0.9:9000");
        vote(0, 0, 1, OURS);
        for (int node = 0; node < 10; node++) {
            assertEquals(Optional.empty(), votes.vote(1, Endpoint.parse("192.168.0." + (20 + node) + ":9000"), lan));
        }
        assertEquals(Optional.of(lan), votes.vote(WINDOW_MS, Endpoint.parse("192.168.0.30:9000"), lan));
    }

    @Test
    void votersOfAllScopesAreCounted() {
        votes.vote(0, wide(0), OURS);
        votes.vote(0, Endpoint.parse("192.168.0.1:9000"), Endpoint.parse("192.168.0.9:9000"));
        votes.vote(0, Endpoint.parse("127.0.0.1:9000"), Endpoint.parse("127.0.0.1:9001"));
        assertEquals(3, count("voters_ipv4"));
        assertEquals(0, count("voters_ipv6"));
    }

    @Test
    void voteThatGaveWayToANewerOneCountsNoLonger() {
        EndpointVotes few = new EndpointVotes(Limits.with(limits -> limits.voters = 12));
        for (int network = 0; network < 9; network++) {
            few.vote(0, wide(network), OURS);
        }
        for (int network = 100; network < 112; network++) {
            few.vote(0, wide(network), Endpoint.of(OTHER.address(), network));
        }
        assertEquals(Optional.empty(), few.vote(0, wide(0), OURS));
    }

    @Test
    void votersAreBounded() {
        for (int network = 0; network < 5_000; network++) {
            votes.vote(0, wide(network), Endpoint.of(OURS.address(), 1 + network));
        }
        assertTrue(count("voters_ipv4") == TableLimits.DEFAULT.voters());
    }

    private long count(String label) {
        return Objects.requireNonNull(votes.counters().get(label));
    }
}
