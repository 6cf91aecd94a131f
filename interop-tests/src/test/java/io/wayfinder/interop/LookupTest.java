package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.enr.Distance;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;

/** A third node is found through a node of another implementation. */
@DisplayName("look-up")
@Timeout(120)
class LookupTest {

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);

    @WithEachPeer
    void weFindThroughThemANodeThatWeNeverMet(Pair pair) {
        OurNode third = pair.bystanders(1, pair.theirs().enr()).getFirst();
        pair.theirs().add(third.enr());
        pair.theirs().ping(third.enr());
        OurNode asker = pair.ours();
        int distance = Distance.log(pair.theirId(), third.nodeId());
        Eventually.within(
                KNOWN_WITHIN,
                () -> "the peer tells of the third node",
                () -> asker.findNode(pair.theirs().enr(), List.of(distance)).contains(third.enr()));
        OurNode stranger = pair.another(List.of(pair.theirs().enr()));
        pair.measure();

        assertEquals(
                third.enr(),
                OurNode.await(stranger.service().resolve(third.nodeId()).future())
                        .text());
    }

    @WithEachPeer
    void theyFindThroughUsANodeThatTheyNeverMet(Pair pair) {
        OurNode third = pair.bystanders(1, pair.ours().enr()).getFirst();
        Eventually.within(
                KNOWN_WITHIN,
                () -> "we tell of the third node",
                () -> pair.ours().live().contains(third.enr()));
        pair.theirs().add(pair.ours().enr());
        pair.theirs().ping(pair.ours().enr());
        pair.measure();

        Eventually.within(
                KNOWN_WITHIN,
                () -> "a look-up of the peer's finds the third node",
                () -> pair.theirs().lookup("0x" + third.nodeId()).contains(third.enr()));
    }
}
