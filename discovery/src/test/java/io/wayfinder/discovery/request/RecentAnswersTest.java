package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.discovery.session.Peer;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

    private static final RequestLimits LIMITS = RequestLimits.DEFAULT;

    private final RecentAnswers answers = new RecentAnswers(LIMITS);

    @Test
    void answersAreRepeatedInOrderAsOftenAsTheKeysChange() {
        answers.remember(0, peer(1), Bytes.of(1));
        answers.remember(1, peer(2), Bytes.of(2));
        answers.remember(2, peer(1), Bytes.of(3));

        assertEquals(List.of(Bytes.of(1), Bytes.of(3)), answers.repeat(3, peer(1)));
        assertEquals(List.of(Bytes.of(1), Bytes.of(3)), answers.repeat(4, peer(1)));
        assertEquals(4, counter("answers_repeated"));
    }

    @Test
    void whatNobodyWaitsForAnyLongerIsNotRepeated() {
        answers.remember(0, peer(1), Bytes.of(1));
        answers.remember(1, peer(1), Bytes.of(2));

        assertEquals(List.of(Bytes.of(2)), answers.repeat(LIMITS.answerMs(), peer(1)));
    }

    @Test
    void oldestAnswerOfAPeerGivesWay() {
        for (int i = 0; i <= LIMITS.answersPerPeer(); i++) {
            answers.remember(0, peer(1), Bytes.of(i));
        }
        assertEquals(Bytes.of(1), answers.repeat(0, peer(1)).getFirst());
        assertEquals(1, counter("answers_forgotten"));
    }

    @Test
    void peerThatWasNotAnsweredForLongestGivesWay() {
        for (int i = 0; i < LIMITS.answeredPeers(); i++) {
            answers.remember(0, peer(i), Bytes.of(1));
        }
        answers.remember(0, peer(0), Bytes.of(2));
        answers.remember(0, peer(LIMITS.answeredPeers()), Bytes.of(1));

        assertEquals(List.of(), answers.repeat(0, peer(1)));
        assertEquals(List.of(Bytes.of(1), Bytes.of(2)), answers.repeat(0, peer(0)));
        assertEquals(1, counter("answers_forgotten"));
    }

    @Test
    void expiredAnswersAreNotCountedAsForgotten() {
        for (int i = 0; i < LIMITS.answeredPeers(); i++) {
            answers.remember(0, peer(i), Bytes.of(1));
        }
        answers.remember(LIMITS.answerMs(), peer(LIMITS.answeredPeers()), Bytes.of(1));

        assertEquals(0, counter("answers_forgotten"));
    }

    private long counter(String name) {
        Map<String, Long> counters = new LinkedHashMap<>();
        answers.count(counters);
        return counters.getOrDefault(name, -1L);
    }

    private static Peer peer(int number) {
        Bytes id = Bytes.concatenate(Bytes.repeat((byte) 0, NodeId.SIZE - 4), Bytes.ofUnsignedInt(number));
        return new Peer(NodeId.of(id), Endpoint.parse("127.0.0.1:30301"));
    }
}
