package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who is cut off is patient, and has as much time once somebody answers. */
final class DeadLeave extends Invariant {

    /** Without an answer from anybody a node is alone: in steady life of a small network there is one every few seconds. */
    private static final long ALONE_MS_MIN = 10_000;

    private static final int ALONE_PART = 4;

    private final Map<Integer, Answers> answers = new LinkedHashMap<>();
    private final long aloneMs;
    private final Map<NodeId, Long> deadSinceMs = new LinkedHashMap<>();
    private final long deadMs;

    /** Of whomever, to one node. */
    private static final class Answers {
        long lastMs;
        long aloneUntilMs;
    }

    DeadLeave(World world) {
        super(world);
        deadMs = new Patience(world.limits().table(), world.limits().requests()).deadMs();
        aloneMs = Math.max(ALONE_MS_MIN, world.limits().table().slowPingMs() / ALONE_PART);
    }

    @Override
    String claim() {
        return "The dead leave every table within %d s, that of who is cut off as long after that is over"
                .formatted(deadMs / 1_000);
    }

    @Override
    public void started(HonestNode node) {
        deadSinceMs.remove(node.id());
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.NodeAnswered) {
            Answers before = answersOf(by);
            if (world.nowMs() - before.lastMs > aloneMs) {
                before.aloneUntilMs = world.nowMs();
            }
            before.lastMs = world.nowMs();
        }
    }

    private Answers answersOf(HonestNode node) {
        return answers.computeIfAbsent(node.number(), unused -> new Answers());
    }

    @Override
    public void stopped(HonestNode node) {
        dead(node.id());
        answers.remove(node.number());
    }

    /** From now on nobody answers for this node: an adversary, or one that never was. */
    void dead(NodeId id) {
        deadSinceMs.put(id, world.nowMs());
    }

    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            Answers answered = answersOf(node);
            if (world.nowMs() - answered.lastMs > aloneMs) {
                continue;
            }
            for (TableEntry entry : node.core().tableEntries()) {
                NodeId id = entry.record().nodeId();
                long goneMs = world.nowMs() - deadSinceMs.getOrDefault(id, world.nowMs());
                if (Math.min(goneMs, world.nowMs() - answered.aloneUntilMs) > deadMs) {
                    throw violation(node, "%s is in its table, dead for %d s".formatted(id, goneMs / 1_000));
                }
            }
        }
    }
}
