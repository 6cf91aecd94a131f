package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.service.DiscoveryException;
import io.wayfinder.interop.InteropReport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A neighbour that speaks discv5 as it was before v5.1: its packets are noise, to be counted and otherwise ignored. */
@Timeout(60)
class OldProtocolTest {

    private static final Duration HEARD_WITHIN = Duration.ofSeconds(20);
    private static final String WITH = Peer.TUWENI.implementation() + " " + Peer.TUWENI.version();

    @Test
    void itsPacketsAreCountedAndHarmNobody() {
        try (Pair pair = Pair.start(Peer.TUWENI)) {
            OurNode friend = pair.another(List.of());
            friend.ping(pair.ours().enr());
            long startedNs = System.nanoTime();

            pair.theirs().add(pair.ours().enr());

            Eventually.within(
                    HEARD_WITHIN,
                    () -> "a packet of the old protocol is counted as rejected",
                    () -> pair.ours().counted("packets_rejected") > 0);
            long handshakes = friend.counted("handshakes_proved");
            assertThrows(
                    DiscoveryException.class,
                    () -> pair.ours().ping(pair.theirs().enr()));
            assertEquals(
                    friend.service().localRecord().seq(),
                    pair.ours().ping(friend.enr()).pong().enrSeq());
            friend.ping(pair.ours().enr());
            assertEquals(handshakes, friend.counted("handshakes_proved"), "our session with others lives on");
            assertTrue(pair.ours().live().stream().noneMatch(pair.theirs().enr()::equals));
            InteropReport.record(
                    WITH,
                    "old protocol: its packets are counted and harm nobody",
                    Outcome.PASS,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs),
                    "");
        }
    }
}
