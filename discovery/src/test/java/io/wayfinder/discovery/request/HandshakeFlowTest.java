package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;

class HandshakeFlowTest {

    @Test
    void firstQuestionMakesTheSessionItIsAnsweredIn() {
        try (NodePair pair = new NodePair()) {
            Outcome outcome = pair.ask(pair.a, pair.b, new Question.Ping());

            Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, outcome);
            Answer.Pong pong = assertInstanceOf(Answer.Pong.class, answered.answer());
            assertEquals(pair.a.endpoint, pong.recipient());
            assertEquals(pair.b.peer(), answered.from());
            assertEquals(4, pair.link.sent().size());
        }
    }

    @Test
    void bothDialAtOnce() {
        for (int seed = 1; seed <= 100; seed++) {
            try (NodePair pair = new NodePair(seed)) {
                pair.link.delay(1, 100);
                long ofA = pair.start(pair.a, pair.b, new Question.Ping());
                long ofB = pair.start(pair.b, pair.a, new Question.Ping());
                assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, ofA), "seed " + seed);
                assertInstanceOf(Outcome.Answered.class, pair.await(pair.b, ofB), "seed " + seed);
                pair.settle();
            }
        }
    }
}
