package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableChange;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nodes here do not move, and nobody removes one by hand. */
final class ProvenStay extends Invariant {

    /** Not reached by any number of silences. */
    private static final int UNPROVEN = Integer.MIN_VALUE / 2;

    /** Silences in a row of table entries, once they have answered. */
    private final Map<View, Integer> silences = new LinkedHashMap<>();

    private record View(int of, NodeId id) {}

    ProvenStay(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "An entry that has answered leaves the table only after as many silences in a row as the limits say";
    }

    @Override
    public void told(HonestNode by, Output output) {
        switch (output) {
            case Output.TableChanged(TableChange.Added added) ->
                silences.put(new View(by.number(), added.record().nodeId()), UNPROVEN);
            case Output.NodeAnswered answered ->
                silences.computeIfPresent(
                        new View(by.number(), answered.record().nodeId()), (view, times) -> 0);
            case Output.NodeSilent silent ->
                silences.computeIfPresent(new View(by.number(), silent.id()), (view, times) -> times + 1);
            case Output.TableChanged(TableChange.Removed removed) -> removed(by, removed);
            default -> {}
        }
    }

    private void removed(HonestNode by, TableChange.Removed removed) {
        Integer times = silences.remove(new View(by.number(), removed.record().nodeId()));
        if (times != null && times >= 0 && times < world.limits().table().missesProven()) {
            throw violation(
                    by, "%s left after %d silences".formatted(removed.record().nodeId(), times));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        silences.keySet().removeIf(view -> view.of() == node.number());
    }
}
