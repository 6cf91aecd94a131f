package io.wayfinder.simulation;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.session.VerifiedRecords;
import io.wayfinder.discovery.wire.PacketCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * A share of the hosts, what is to happen at them, and what they share: all that one thread touches while others have
 * their lanes. What a host sends to another lane waits until all have come to the end of the window, which is shorter
 * than the way there ({@link LanePlan}).
 */
final class Lane {

    /** Decodes each record once: nodes hold the same value instead of a copy of a kilobyte each. */
    final VerifiedRecords records;

    final Secp256k1 curve;
    final PacketCodec codec;

    final TimerQueue timers = new TimerQueue();

    private final EventQueue errands;
    /** What is on its way. */
    private final EventQueue events = new EventQueue();

    private final List<Crossing> crossings = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private long woken;

    long delivered;
    long lost;
    long unreachable;
    long filtered;
    /** What honest nodes sent. */
    long datagrams;

    long bytes;

    /** An event of another lane. */
    private record Crossing(Lane to, long atUs, long order, Runnable action) {}

    /** A look-up has ended. */
    record Ended(long atMs, HonestNode by, Output.LookedUp output) {}

    /**
     * @param errands what happens to the whole world: in its course time goes on in every lane
     * @param codec of all nodes: what they keep is theirs, and this keeps nothing
     */
    Lane(EventQueue errands, Secp256k1 curve, PacketCodec codec) {
        this.errands = errands;
        this.curve = curve;
        this.codec = codec;
        records = new VerifiedRecords(curve, Integer.MAX_VALUE);
    }

    long nowUs() {
        return Math.max(events.nowUs(), errands.nowUs());
    }

    /** When something is to happen next; {@code Long.MAX_VALUE}: never. */
    long nextUs() {
        return Math.min(events.nextUs(), timersUs());
    }

    private long timersUs() {
        long firstMs = timers.firstMs();
        return firstMs == Long.MAX_VALUE ? Long.MAX_VALUE : 1_000 * firstMs;
    }

    /** Events so far. */
    long ran() {
        return events.ran() + woken;
    }

    /** @param order of those at the same time: the same in every run, whatever the lanes */
    void add(long atUs, long order, Runnable action) {
        events.add(atUs, order, action);
    }

    /** The same, in a lane that another thread may be in. */
    void add(Lane to, long atUs, long order, Runnable action) {
        if (to == this) {
            add(atUs, order, action);
        } else {
            crossings.add(new Crossing(to, atUs, order, action));
        }
    }

    /** To be called when no lane is at work. */
    void cross() {
        for (Crossing each : crossings) {
            each.to.add(each.atUs, each.order, each.action);
        }
        crossings.clear();
    }

    /** Everything before that, and before what happens to the whole world. */
    void runUntil(long endUs) {
        for (long nextUs = nextUs(); nextUs < Math.min(endUs, errands.nextUs()); nextUs = nextUs()) {
            long timersUs = timersUs();
            if (timersUs > nextUs
                    || (timersUs == events.nextUs()
                            && events.nextOrder() < timers.first().firstOrder())) {
                events.runNext();
            } else {
                woken++;
                events.advance(timersUs);
                timers.first().wake();
            }
        }
    }

    void ended(HonestNode by, Output.LookedUp output) {
        ended.add(new Ended(nowUs() / 1_000, by, output));
    }

    /** Moves over what has ended since. */
    void takeEnded(List<Ended> all) {
        all.addAll(ended);
        ended.clear();
    }
}
