package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request ends as {@code Completed}, a look-up as {@code LookedUp} (or completed as busy), a resolve as either. */
final class CommandsEndOnce extends Invariant {

    /** A timer is a millisecond late at most, and one may wait for another. */
    private static final long GRACE_MS = 50;

    private final Map<Command, Long> dueMs = new LinkedHashMap<>();

    CommandsEndOnce(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "No request and no look-up ends twice or never: each ends once, within its time, and at once when it is cancelled";
    }

    @Override
    public void commanded(HonestNode by, long command, @Nullable NodeId target) {
        long limitMs = target == null
                ? world.limits().requests().overallMs()
                : world.limits().lookup().timeoutMs();
        dueMs.put(new Command(by.number(), command), world.nowMs() + limitMs + GRACE_MS);
    }

    @Override
    public void resolving(HonestNode by, long command, NodeId id) {
        long limitMs = world.limits().lookup().timeoutMs();
        dueMs.put(new Command(by.number(), command), world.nowMs() + limitMs + GRACE_MS);
    }

    @Override
    public void cancelled(HonestNode by, long command) {
        dueMs.computeIfPresent(new Command(by.number(), command), (cancelled, due) -> world.nowMs());
    }

    @Override
    public void told(HonestNode by, Output output) {
        switch (output) {
            case Output.Completed completed -> end(by, completed.command());
            case Output.LookedUp lookedUp -> end(by, lookedUp.command());
            case Output.Resolved resolved -> end(by, resolved.command());
            default -> {}
        }
    }

    private void end(HonestNode by, long command) {
        Long due = dueMs.remove(new Command(by.number(), command));
        if (due == null) {
            throw violation(by, "command " + command + " ends again");
        }
        if (world.nowMs() > due) {
            throw violation(by, "command %d ends %d ms late".formatted(command, world.nowMs() - due));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        dueMs.keySet().removeIf(command -> command.node() == node.number());
    }

    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            dueMs.forEach((command, due) -> {
                if (command.node() == node.number() && world.nowMs() > due) {
                    throw violation(node, "command " + command.number() + " has not ended");
                }
            });
        }
    }
}
