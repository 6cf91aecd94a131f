package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.wayfinder.discovery.node.Config;
import io.wayfinder.discovery.node.Discv5;
import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpPrefix;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProtocolLoopTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Part part = new Part();
    private @Nullable Running running;

    private record Running(ProtocolLoop loop, Discv5 core, int port) {}

    /** Is due when the test says, and tells when it was ticked. */
    private static final class Part implements Timed {

        private final BlockingQueue<Long> ticks = new LinkedBlockingQueue<>();
        private long deadlineMs = Long.MAX_VALUE;
        private boolean faulty;

        @Override
        public void tick(long nowMs) {
            deadlineMs = Long.MAX_VALUE;
            ticks.add(nowMs);
            if (faulty) {
                throw new IllegalStateException("a test's fault");
            }
        }

        @Override
        public long nextDeadlineMs() {
            return deadlineMs;
        }

        long awaitTick() throws InterruptedException {
            Long atMs = ticks.poll(Loopback.LIMIT_S, TimeUnit.SECONDS);
            if (atMs == null) {
                throw new AssertionError("not ticked in " + Loopback.LIMIT_S + " s");
            }
            return atMs;
        }
    }

    @BeforeEach
    void start() throws Exception {
        AddressRules rules = new AddressRules(List.of(IpPrefix.containing("127.0.0.0/8")), true, false);
        Promise<BoundSockets> binding = Promise.promise();
        context.runOnContext(turn -> BoundSockets.bind(context, List.of(Endpoint.parse("127.0.0.1:0")))
                .onComplete(binding));
        BoundSockets sockets = Loopback.await(binding.future());
        running = onLoop(() -> {
            Config config = new Config(
                    Peers.key(1), Bytes.fromHexString("0x646973637635"), rules, List.of(), false, Limits.DEFAULT);
            SplittableRandom random = new SplittableRandom(1);
            Discv5 core = new Discv5(config, Peers.record(1, 1), Peers.CURVE, random, random, 0);
            ProtocolLoop loop =
                    new ProtocolLoop(context, sockets, rules, core, output -> {}, List.of(part), System.nanoTime());
            loop.start();
            return new Running(loop, core, sockets.endpoints().getFirst().port());
        });
    }

    @AfterEach
    void close() throws Exception {
        Loopback.close(vertx);
    }

    @Test
    void whatIsOverdueIsDoneAtOnce() throws Exception {
        for (long deadlineMs : new long[] {Long.MIN_VALUE, -1, 0}) {
            due(deadlineMs);
            part.awaitTick();
        }
    }

    @Test
    void anEarlierDeadlineMovesTheTimerAndALaterOneLetsItGoOff() throws Exception {
        due(loop().nowMs() + 3_600_000);
        long soonMs = loop().nowMs() + 40;
        due(soonMs);
        assertTrue(part.awaitTick() >= soonMs);
        due(loop().nowMs() + 20);
        long laterMs = loop().nowMs() + 80;
        due(laterMs);
        assertTrue(part.awaitTick() >= laterMs, "ticked before its time");
    }

    @Test
    void aFaultCostsNothingButItself() throws Exception {
        part.faulty = true;
        due(0);
        part.awaitTick();
        due(0);
        part.awaitTick();
        onLoop(() -> {
            loop().run(() -> {
                throw new IllegalStateException("a test's fault");
            });
            return true;
        });
        assertEquals(3, counter("loop_failures"));
    }

    @Test
    void burstsAreTakenWholeWhileOthersHaveTheirTurn() throws Exception {
        int bursts = 20;
        try (Loopback peer = new Loopback("127.0.0.1")) {
            for (int burst = 0; burst < bursts; burst++) {
                for (int packet = 0; packet < 100; packet++) {
                    peer.send("127.0.0.1", running().port(), Bytes.repeat((byte) packet, 200));
                }
                due(0);
                part.awaitTick();
            }
        }
        Services.until(
                () -> onLoop(() -> running().core().counters()),
                counters -> Long.valueOf(100L * bursts).equals(counters.get("packets_received")));
    }

    @Test
    void onlyItsOwnThreadMayDriveIt() {
        assertThrows(AssertionError.class, () -> loop().run(() -> {}));
    }

    @Test
    void whatHasStoppedDoesNothing() throws Exception {
        onLoop(() -> {
            part.deadlineMs = 0;
            loop().stop();
            loop().run(() -> part.ticks.add(-1L));
            return true;
        });
        onLoop(() -> true);
        assertEquals(List.of(), List.copyOf(part.ticks));
    }

    private Running running() {
        return Objects.requireNonNull(running);
    }

    private ProtocolLoop loop() {
        return running().loop();
    }

    private void due(long deadlineMs) throws Exception {
        onLoop(() -> {
            loop().run(() -> part.deadlineMs = deadlineMs);
            return true;
        });
    }

    private long counter(String name) throws Exception {
        Map<String, Long> counters = new TreeMap<>();
        onLoop(() -> {
            loop().count(counters);
            return true;
        });
        return counters.getOrDefault(name, -1L);
    }

    private <T> T onLoop(Supplier<T> action) throws Exception {
        Promise<T> promise = Promise.promise();
        context.runOnContext(
                turn -> Future.succeededFuture().map(start -> action.get()).onComplete(promise));
        return Loopback.await(promise.future());
    }
}
