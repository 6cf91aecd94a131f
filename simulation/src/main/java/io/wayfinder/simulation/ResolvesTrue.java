package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where there is no room for all records, what was held may be forgotten again. */
final class ResolvesTrue extends Invariant {

    private final Map<Command, NodeId> resolving = new LinkedHashMap<>();

    ResolvesTrue(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "Who resolves a node is given its record, no older than what is held of it in the end";
    }

    @Override
    public void resolving(HonestNode by, long command, NodeId id) {
        resolving.put(new Command(by.number(), command), id);
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.Resolved resolved) {
            NodeId id = resolving.remove(new Command(by.number(), resolved.command()));
            if (id != null) {
                judge(by, id, resolved.record());
            }
        }
    }

    private void judge(HonestNode by, NodeId id, Optional<NodeRecord> given) {
        long seq = given.map(NodeRecord::seq).orElse(-1L);
        long held = by.core().record(id).map(NodeRecord::seq).orElse(-1L);
        if (seq < held || given.stream().anyMatch(record -> !record.nodeId().equals(id))) {
            throw violation(by, "of %s it is given %s, and %d is held".formatted(id, given, held));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        resolving.keySet().removeIf(command -> command.node() == node.number());
    }
}
