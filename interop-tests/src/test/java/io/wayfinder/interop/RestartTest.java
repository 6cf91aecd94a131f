package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.enr.NodeRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;

/** One side forgets all keys; the other still holds its own. The first request has to be answered, whoever makes it. */
@DisplayName("restart")
@Timeout(60)
class RestartTest {

    @WithEachPeer
    void theyAreKilledAndOurNextRequestIsAnswered(Pair pair) {
        pair.ours().ping(pair.theirs().enr());
        pair.restartTheirs(2);
        NodeRecord now = OurNode.record(pair.theirs().enr());

        assertEquals(now.seq(), pair.ours().ping(now.text()).pong().enrSeq());
    }

    @WithEachPeer
    void theyAreKilledAndTheirNextRequestIsAnswered(Pair pair) {
        pair.ours().ping(pair.theirs().enr());
        pair.restartTheirs(2);

        pair.theirs().ping(pair.ours().enr());
    }

    @WithEachPeer
    void weAreRestartedAndOurNextRequestIsAnswered(Pair pair) {
        pair.ours().ping(pair.theirs().enr());
        pair.restartOurs();

        assertEquals(
                OurNode.record(pair.theirs().self()).seq(),
                pair.ours().ping(pair.theirs().enr()).pong().enrSeq());
    }

    @WithEachPeer
    void weAreRestartedAndTheirNextRequestIsAnswered(Pair pair) {
        pair.theirs().ping(pair.ours().enr());
        pair.restartOurs();

        pair.theirs().ping(pair.ours().enr());
    }
}
