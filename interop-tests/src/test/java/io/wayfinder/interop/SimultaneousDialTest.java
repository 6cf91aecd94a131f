package io.wayfinder.interop;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both sides ask at the same instant, without a session: in each round a new node of ours and the other one send a PING each, at most a
 * millisecond apart, now the one first and now the other. A PING counts as answered when that one call succeeds within two seconds.
 */
@Timeout(900)
class SimultaneousDialTest {

    private static final String THEIR_KEY = "b2".repeat(32);
    private static final long ANSWER_LIMIT_MS = 2_000;
    private static final int ROUNDS_OF_OURS = 1_000;
    private static final int ROUNDS = Integer.getInteger("wayfinder.interop.dials", 300);

    /** Of the rounds with each peer. */
    private static final double PART_LOST_MAX = 0.01;

    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        OurNode.await(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void betweenTwoOfOursNothingIsLost(int questions) throws Exception {
        DialTally tally = new DialTally();
        for (int round = 0; round < ROUNDS_OF_OURS; round++) {
            try (OurNode one = OurNode.start(vertx, key(2 * round), 0, List.of());
                    OurNode other = OurNode.start(vertx, key(2 * round + 1), 0, List.of())) {
                List<CompletableFuture<?>> ofOne = new ArrayList<>();
                List<CompletableFuture<?>> ofOther = new ArrayList<>();
                String enrOfOne = one.enr();
                String enrOfOther = other.enr();
                atOnce(
                        round,
                        () -> ping(one, enrOfOther, questions, ofOne),
                        () -> ping(other, enrOfOne, questions, ofOther));
                tally.add(round, areAnswered(ofOne), areAnswered(ofOther), one);
            }
        }
        tally.requireAtMost(0, "wayfinder", "both dial at once, " + questions + " requests each");
    }

    @ParameterizedTest
    @MethodSource("io.wayfinder.interop.Peer#all")
    void withEachPeerAtMostOneRoundInAHundredLoses(Peer peer) throws Exception {
        PeerBuild.require(peer);
        DialTally tally = new DialTally();
        try (PeerProcess theirs = PeerProcess.start(peer, THEIR_KEY, List.of())) {
            String enrOfTheirs = theirs.enr();
            warmUp(theirs);
            for (int round = 0; round < ROUNDS; round++) {
                try (OurNode ours = OurNode.start(vertx, key(round), 0, List.of())) {
                    List<CompletableFuture<?>> ofOurs = new ArrayList<>();
                    List<CompletableFuture<?>> ofTheirs = new ArrayList<>();
                    String enrOfOurs = ours.enr();
                    atOnce(
                            round,
                            () -> ping(ours, enrOfTheirs, 1, ofOurs),
                            () -> ofTheirs.add(pingOf(theirs, enrOfOurs)));
                    tally.add(round, areAnswered(ofOurs), areAnswered(ofTheirs), ours);
                }
            }
        }
        tally.requireAtMost(PART_LOST_MAX, peer.name(), "both dial at once");
    }

    /** What a program loads for its first packets may take it a second. */
    private void warmUp(PeerProcess theirs) throws Exception {
        try (OurNode ours = OurNode.start(vertx, key(ROUNDS), 0, List.of())) {
            areAnswered(List.of(pingOf(theirs, ours.enr())));
        }
    }

    /** What the peer will say to one ping of its own. */
    private static CompletableFuture<?> pingOf(PeerProcess from, String enr) {
        return from.send("ping", Map.of("enr", enr)).thenAccept(answer -> {
            if (answer.has("error")) {
                throw new IllegalStateException(answer.path("error").asText());
            }
        });
    }

    private interface Dial {
        void run() throws Exception;
    }

    /** Both within a millisecond, in steps of 0.1 ms and in turns first. */
    private static void atOnce(int round, Dial ours, Dial theirs) throws Exception {
        int lead = round % 21 - 10;
        long startNanos = System.nanoTime();
        (lead < 0 ? theirs : ours).run();
        while (System.nanoTime() - startNanos < Math.abs(lead) * 100_000L) {
            Thread.onSpinWait();
        }
        (lead < 0 ? ours : theirs).run();
    }

    private static void ping(OurNode from, String enr, int times, List<CompletableFuture<?>> into) {
        for (int i = 0; i < times; i++) {
            into.add(from.service()
                    .ping(OurNode.contact(enr))
                    .future()
                    .toCompletionStage()
                    .toCompletableFuture());
        }
    }

    private static boolean areAnswered(List<CompletableFuture<?>> calls) throws InterruptedException {
        try {
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                    .get(ANSWER_LIMIT_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Another one for each number, the same in each run. */
    private static String key(int number) {
        return "%064x".formatted(0x5eed_0000_0001L + number);
    }
}
