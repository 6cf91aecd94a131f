package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableChange;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Nodes here do not move, and nobody removes one by hand. A node tells of changes of its table after what was answered at
 * the same moment, so that an answer counts from the next.
 */
final class ProvenStay extends Invariant {

    /** Silences in a row of table entries; none for one that has not answered. */
    private final Map<View, Silences> silences = new LinkedHashMap<>();
    /** When each node last had anything from anybody. */
    private final Map<Integer, Long> anybodyMs = new LinkedHashMap<>();

    private static final class Silences {
        /** Where it is: elsewhere it has not answered yet. */
        final List<Endpoint> endpoints;

        boolean answered;
        int times;
        long firstMs;
        long latestMs;
        long answeredMs = -1;
        int timesBefore;

        Silences(NodeRecord record) {
            endpoints = record.udpEndpoints();
        }
    }

    ProvenStay(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "An entry that has answered leaves the table only after as many silences in a row as the limits say, each at another time,"
                + " and more while nobody at all answers";
    }

    /** Whatever comes in may be the answer of somebody. */
    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        if (to instanceof HonestNode node) {
            anybodyMs.put(node.number(), world.nowMs());
        }
    }

    @Override
    public void told(HonestNode by, Output output) {
        switch (output) {
            case Output.TableChanged(TableChange.Added added) ->
                silences.put(new View(by.number(), added.record().nodeId()), new Silences(added.record()));
            case Output.TableChanged(TableChange.Updated updated) ->
                silences.computeIfPresent(
                        new View(by.number(), updated.record().nodeId()),
                        (view, known) -> known.endpoints.equals(updated.record().udpEndpoints())
                                ? known
                                : new Silences(updated.record()));
            case Output.NodeAnswered answered -> {
                // Of what came in parts it is told later.
                anybodyMs.put(by.number(), world.nowMs());
                answered(silences.get(new View(by.number(), answered.record().nodeId())));
            }
            case Output.NodeSilent silent -> silent(silences.get(new View(by.number(), silent.id())));
            case Output.TableChanged(TableChange.Removed removed) -> removed(by, removed);
            default -> {}
        }
    }

    /** Silences of one moment are one. */
    private void silent(@Nullable Silences known) {
        if (known != null
                && (known.times == 0
                        || world.nowMs() - known.latestMs
                                >= world.limits().table().missSpacingMs())) {
            if (known.times == 0) {
                known.firstMs = world.nowMs();
            }
            known.times++;
            known.latestMs = world.nowMs();
        }
    }

    private void answered(@Nullable Silences known) {
        if (known != null) {
            if (known.answeredMs != world.nowMs()) {
                known.timesBefore = known.answered ? known.times : Integer.MAX_VALUE;
                known.answeredMs = world.nowMs();
            }
            known.answered = true;
            known.times = 0;
        }
    }

    private void removed(HonestNode by, TableChange.Removed removed) {
        Silences known = silences.remove(new View(by.number(), removed.record().nodeId()));
        if (known == null || !known.answered) {
            return;
        }
        int times = known.answeredMs == world.nowMs() ? known.timesBefore : known.times;
        TableLimits limits = world.limits().table();
        boolean alone = times == known.times && anybodyMs.getOrDefault(by.number(), 0L) < known.firstMs;
        if (times < limits.missesProven() * (alone ? limits.missesFactorAlone() : 1)) {
            throw violation(
                    by, "%s left after %d silences".formatted(removed.record().nodeId(), times));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        silences.keySet().removeIf(view -> view.of() == node.number());
        anybodyMs.remove(node.number());
    }
}
