package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.wayfinder.interop.InteropReport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Ten nodes of ours and ten of each peer; then a third of them dies and others come in their place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
class MixedNetworkTest {

    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);

    private final Vertx vertx = Vertx.vertx();
    private final MixedNetwork network = new MixedNetwork(vertx);
    private long startedNs;

    @BeforeAll
    void start() {
        long launchedNs = System.nanoTime();
        network.start();
        startedNs = System.nanoTime();
        System.out.printf(
                "interop: %d nodes up after %.1f s, for which the peers' programs took %.0f s of processor time%n",
                network.size(), (startedNs - launchedNs) / 1e9, network.peersCpuSeconds());
    }

    @AfterAll
    void stop() {
        network.close();
        OurNode.await(vertx.close());
    }

    @Test
    @Order(1)
    void aLookupOfAnyNodeFromAnyOfOursReturnsItsNewestRecord() {
        network.changeSomeRecords();

        settled("every look-up from ours gives the newest record", network::wrongLookups);
    }

    @Test
    @Order(2)
    void theSameHoldsForTheLivingWhenAThirdIsReplaced() {
        startedNs = System.nanoTime();
        network.replaceAThird();

        settled("a third replaced: every look-up from ours gives the newest record", network::wrongLookups);
    }

    @Test
    @Order(3)
    void theDeadAreInNoAnswerOfOurs() {
        settled("a third replaced: none of ours tells of the dead", network::deadInOurAnswers);
    }

    /** Asks until nothing is wrong, and reports when that was: counted from when the last program was up, or from the deaths. */
    private void settled(String what, Supplier<? extends List<?>> wrong) {
        List<?> last = wrong.get();
        while (!last.isEmpty() && System.nanoTime() - startedNs < SETTLED_WITHIN.toNanos()) {
            last = wrong.get();
        }
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs);
        boolean passed = last.isEmpty() && tookMs <= SETTLED_WITHIN.toMillis();
        InteropReport.record(
                "mixed network of " + network.size(),
                what,
                passed ? Outcome.PASS : Outcome.FAIL,
                tookMs,
                last.isEmpty() ? network.slowest() : last.size() + " wrong, the first: " + last.getFirst());
        assertEquals(List.of(), last);
        assertTrue(passed, () -> "took " + tookMs + " ms");
    }
}
