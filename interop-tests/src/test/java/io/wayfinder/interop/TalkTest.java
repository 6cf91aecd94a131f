package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;

/** Payloads up to what fits a packet, in a session and before there is one. */
@DisplayName("TALKREQ")
@Timeout(60)
class TalkTest {

    private static final List<Integer> SIZES = List.of(0, 1, 1_000, 1_150);

    @WithEachPeer
    void ourPayloadsOf0To1150BytesPassInASession(Pair pair) {
        pair.ours().ping(pair.theirs().enr());
        for (int size : SIZES) {
            weTalk(pair, pair.ours(), size);
        }
    }

    @WithEachPeer
    void theirPayloadsOf0To1150BytesPassInASession(Pair pair) {
        pair.theirs().ping(pair.ours().enr());
        for (int size : SIZES) {
            theyTalk(pair, pair.ours(), size);
        }
    }

    @WithEachPeer
    void ourPayloadsOf0To1150BytesPassAsFirstMessage(Pair pair) {
        for (int size : SIZES) {
            weTalk(pair, pair.another(List.of()), size);
        }
    }

    @WithEachPeer
    void theirPayloadsOf0And1BytePassAsFirstMessage(Pair pair) {
        theyTalk(pair, pair.another(List.of()), 0);
        theyTalk(pair, pair.another(List.of()), 1);
    }

    @WithEachPeer
    void theirPayloadOf1000BytesPassesAsFirstMessage(Pair pair) {
        theyTalk(pair, pair.ours(), 1_000);
    }

    @WithEachPeer
    void theirPayloadOf1150BytesPassesAsFirstMessage(Pair pair) {
        theyTalk(pair, pair.ours(), 1_150);
    }

    @WithEachPeer
    void weAnswerAnUnknownProtocolWithNothing(Pair pair) {
        assertEquals(Bytes.EMPTY, pair.theirs().talk(pair.ours().enr(), Bytes.fromHexString("0x7878"), Bytes.of(1)));
    }

    @WithEachPeer
    void theyAnswerAnUnknownProtocolWithNothing(Pair pair) {
        assertEquals(Bytes.EMPTY, pair.ours().talk(pair.theirs().enr(), Bytes.fromHexString("0x7878"), Bytes.of(1)));
    }

    private static void weTalk(Pair pair, OurNode from, int size) {
        Bytes payload = Bytes.repeat((byte) 0x5a, size);
        assertEquals(payload, from.talk(pair.theirs().enr(), OurNode.ECHO, payload));
    }

    private static void theyTalk(Pair pair, OurNode to, int size) {
        Bytes payload = Bytes.repeat((byte) 0xa5, size);
        assertEquals(payload, pair.theirs().talk(to.enr(), OurNode.ECHO, payload));
    }
}
