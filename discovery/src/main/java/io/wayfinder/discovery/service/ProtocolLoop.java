package io.wayfinder.discovery.service;

import io.vertx.core.Context;
import io.wayfinder.discovery.node.Discv5;
import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.enr.Endpoint;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the core: socket in, core, poll, send, arm one timer. A turn works for at most {@link #TURN_NANOS} on packets and then yields,
 * so that timers and calls have their turn under a flood. Confined to the event loop of its context, which it asserts.
 */
final class ProtocolLoop {

    static final long TURN_NANOS = 2_000_000;

    private static final long UNARMED = Long.MAX_VALUE;
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolLoop.class);

    private final Context context;
    private final Thread owner = Thread.currentThread();
    private final BoundSockets sockets;
    private final AddressRules rules;
    private final Discv5 core;
    private final Consumer<Output> outputs;
    private final List<Timed> parts;
    private final long originNanos;

    /** Read but not looked at. Reading stops while there are any, so at most one wake-up's packets of each socket. */
    private final ArrayDeque<Datagram> backlog = new ArrayDeque<>();

    private boolean yielded;
    private boolean stopped;
    private long armedForMs = UNARMED;
    private long timer;

    private long packetsRefused;
    private long sendsRefused;
    private long yields;
    private long failures;

    private record Datagram(Endpoint from, Bytes octets) {}

    /**
     * @param originNanos the {@link System#nanoTime} that is the 0 of {@link #nowMs}
     * @param outputs told all that the core gives but {@link Output.Transmit}
     * @param parts have their turn after the core
     */
    ProtocolLoop(
            Context context,
            BoundSockets sockets,
            AddressRules rules,
            Discv5 core,
            Consumer<Output> outputs,
            List<Timed> parts,
            long originNanos) {
        this.context = context;
        this.sockets = sockets;
        this.rules = rules;
        this.core = core;
        this.outputs = outputs;
        this.parts = parts;
        this.originNanos = originNanos;
    }

    /** Begins to read packets, and does what is due. */
    void start() {
        sockets.read(this::received, this::turn);
        turn();
    }

    /** Monotonic. */
    long nowMs() {
        return nowMs(originNanos);
    }

    static long nowMs(long originNanos) {
        return (System.nanoTime() - originNanos) / 1_000_000;
    }

    /** Runs a command and handles what it brings. Not to be called by what handles outputs, whose work is polled anyway. */
    void run(Runnable command) {
        assert owner.equals(Thread.currentThread()) : "not on the event loop";
        if (!stopped) {
            guarded(command);
            settle();
        }
    }

    /** Runs a command in a later turn. */
    void later(Runnable command) {
        context.runOnContext(turn -> run(command));
    }

    /** Nothing is read, sent or timed any more. */
    void stop() {
        stopped = true;
        backlog.clear();
        disarm();
    }

    private void received(Endpoint from, Bytes datagram) {
        if (stopped || from.port() == 0 || !rules.permits(from.address())) {
            packetsRefused++;
            return;
        }
        backlog.add(new Datagram(from, datagram));
    }

    private void turn() {
        assert owner.equals(Thread.currentThread()) : "not on the event loop";
        if (stopped || yielded) {
            return;
        }
        long startNanos = System.nanoTime();
        for (Datagram next = backlog.poll(); next != null; next = backlog.poll()) {
            Datagram datagram = next;
            guarded(() -> core.receive(nowMs(), datagram.from(), datagram.octets()));
            drain();
            if (System.nanoTime() - startNanos >= TURN_NANOS) {
                break;
            }
        }
        tickWhatIsDue();
        settle();
        if (backlog.isEmpty()) {
            sockets.reading(true);
        } else {
            yieldTurn();
        }
    }

    private void yieldTurn() {
        yields++;
        yielded = true;
        sockets.reading(false);
        context.runOnContext(next -> {
            yielded = false;
            turn();
        });
    }

    private void tickWhatIsDue() {
        if (core.nextDeadlineMs() <= nowMs()) {
            guarded(() -> core.tick(nowMs()));
            drain();
        }
        for (Timed part : parts) {
            if (part.nextDeadlineMs() <= nowMs()) {
                guarded(() -> part.tick(nowMs()));
                drain();
            }
        }
    }

    /** What every input ends with. */
    private void settle() {
        drain();
        sockets.flush();
        arm();
    }

    private void drain() {
        for (Output output = core.poll(); output != null; output = core.poll()) {
            if (output instanceof Output.Transmit transmit) {
                send(transmit);
            } else {
                Output other = output;
                guarded(() -> outputs.accept(other));
            }
        }
    }

    private void send(Output.Transmit transmit) {
        boolean permitted = rules.permits(transmit.to().address());
        if (!permitted || !sockets.send(transmit.to(), transmit.datagram())) {
            sendsRefused++;
        }
    }

    /** A fault of ours costs the input that met it, never the loop. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | AssertionError fault) {
            failures++;
            LOG.error("Please report this fault; the node goes on", fault);
        }
    }

    /** Only for an earlier deadline, since most timers go off for nothing; at least 1 ms ahead, as Vert.x wants. */
    private void arm() {
        long deadlineMs = core.nextDeadlineMs();
        for (Timed part : parts) {
            deadlineMs = Math.min(deadlineMs, part.nextDeadlineMs());
        }
        if (stopped || deadlineMs >= armedForMs) {
            return;
        }
        disarm();
        armedForMs = deadlineMs;
        long nowMs = nowMs();
        timer = context.owner().setTimer(deadlineMs <= nowMs ? 1 : deadlineMs - nowMs, fired -> {
            armedForMs = UNARMED;
            turn();
        });
    }

    private void disarm() {
        if (armedForMs != UNARMED) {
            context.owner().cancelTimer(timer);
            armedForMs = UNARMED;
        }
    }

    void count(Map<String, Long> counters) {
        counters.put("udp_packets_refused{reason=\"restricted\"}", packetsRefused);
        counters.put("udp_sends_refused{reason=\"restricted\"}", sendsRefused);
        counters.put("loop_yields", yields);
        counters.put("loop_failures", failures);
    }
}
