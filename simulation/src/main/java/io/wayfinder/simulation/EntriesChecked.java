package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableChange;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/** Whatever is written to an entry is a check of it. An entry waits for its PING while others are pinged. */
final class EntriesChecked extends Invariant {

    private static final long MINUTE_MS = 60_000;
    private static final long NEVER = Long.MAX_VALUE;

    /** Times as long as an entry has been answering it may be left alone. */
    private static final int AGE_FACTOR = 2;

    /** Of what the interval of those who have answered since the calm makes: some have not, some have missed. */
    private static final int PINGS_FACTOR = 3;

    /** PINGs on their way are over in two seconds, and then it is the turn of others. */
    private static final long TURNS_MS = 15_000;

    private final Wiretap wiretap;
    private final LastWritten lastWritten;
    /** Of whom has not been silent since. */
    private final Map<View, Long> answersSinceMs = new LinkedHashMap<>();

    private final Map<View, Place> places = new LinkedHashMap<>();

    private long sinceMs = NEVER;
    private long steadyIntervalMs;
    private long pings;

    /** Where an entry is, as its record says, and since when. */
    private record Place(Optional<Endpoint> endpoint, long sinceMs) {}

    EntriesChecked(World world, Wiretap wiretap, LastWritten lastWritten) {
        super(world);
        this.wiretap = wiretap;
        this.lastWritten = lastWritten;
    }

    private TableLimits limits() {
        return world.limits().table();
    }

    private long intervalMs(long answersForMs) {
        return Math.clamp(AGE_FACTOR * answersForMs, limits().fastPingMs(), limits().slowPingMs());
    }

    /** Jitter is a quarter either way. */
    private long latestMs(long intervalMs) {
        return intervalMs + intervalMs / 4 + world.limits().requests().overallMs() + TURNS_MS;
    }

    @Override
    String claim() {
        return "Every entry is written to again after twice as long as it has been answering, %d s at first and %d s at most; in steady life PINGs are no more than %d times as many as that takes"
                .formatted(
                        latestMs(limits().fastPingMs()) / 1_000, latestMs(limits().slowPingMs()) / 1_000, PINGS_FACTOR);
    }

    /**
     * From now on nodes have no other reason to send PINGs.
     *
     * @param calmMs since when nodes are proven that were not before
     */
    void begin(long calmMs) {
        sinceMs = world.nowMs();
        steadyIntervalMs = intervalMs(sinceMs - calmMs);
        pings = 0;
    }

    void end() {
        if (sinceMs == NEVER) {
            return;
        }
        long entries = world.alive().stream()
                .mapToLong(node -> node.core().tableEntries().size())
                .sum();
        double minutes = (double) (world.nowMs() - sinceMs) / MINUTE_MS;
        double most = PINGS_FACTOR * entries * minutes * MINUTE_MS / steadyIntervalMs;
        sinceMs = NEVER;
        if (pings > most) {
            throw violation(
                    world.alive().getFirst(),
                    "%d PINGs in %.1f minutes in a network with %d entries".formatted(pings, minutes, entries));
        }
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        if (sinceMs <= world.nowMs() && said != null && said.message() instanceof Message.Ping) {
            pings++;
        }
    }

    @Override
    public void told(HonestNode by, Output output) {
        switch (output) {
            case Output.NodeAnswered answered ->
                answersSinceMs.putIfAbsent(
                        new View(by.number(), answered.record().nodeId()), world.nowMs());
            case Output.NodeSilent silent -> answersSinceMs.remove(new View(by.number(), silent.id()));
            case Output.TableChanged(TableChange.Added added) -> place(by, added.record());
            case Output.TableChanged(TableChange.Updated updated) -> place(by, updated.record());
            case Output.TableChanged(TableChange.Removed removed) ->
                places.remove(new View(by.number(), removed.record().nodeId()));
            default -> {}
        }
    }

    private void place(HonestNode by, NodeRecord record) {
        Place fresh = new Place(record.udp4(), world.nowMs());
        places.merge(
                new View(by.number(), record.nodeId()),
                fresh,
                (before, now) -> before.endpoint().equals(now.endpoint()) ? before : now);
    }

    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            for (TableEntry entry : node.core().tableEntries()) {
                View view = new View(node.number(), entry.record().nodeId());
                Place place = places.get(view);
                // What was there before this looked has no place, and has not moved.
                long sinceMs = place == null ? entry.addedToBucketMs() : place.sinceMs();
                judge(node, view, world.nowMs() - Math.max(sinceMs, lastWritten.ms(node, entry.record())));
            }
        }
    }

    private void judge(HonestNode node, View entry, long agoMs) {
        Long answersSince = answersSinceMs.get(entry);
        long thenMs = world.nowMs() - agoMs;
        long intervalMs = answersSince == null ? limits().slowPingMs() : intervalMs(thenMs - answersSince);
        if (agoMs > latestMs(intervalMs)) {
            throw violation(node, "for %d s it has not checked %s".formatted(agoMs / 1_000, entry.id()));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        answersSinceMs.keySet().removeIf(view -> view.of() == node.number());
        places.keySet().removeIf(view -> view.of() == node.number());
    }
}
