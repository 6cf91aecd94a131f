package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;

/**
 * The bootnodes are those that a node writes to as it starts, since it knows nobody else. The wait for the next round doubles,
 * so that it is about as long as the node has been alone.
 */
final class BootnodesAsked extends Invariant {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long PAUSE_MS = 60_000;

    /** A round waits for the one before and for a while after a live node was found, and we look but now and then. */
    private static final long GRACE_MS = 5_000;

    /** In half a minute there are five rounds, if the first comes at once. */
    private static final int ROUNDS_AT_ONCE = 5;

    private static final long ROUND_MS = 15_000;

    private final Map<Integer, Lonely> all = new LinkedHashMap<>();

    private static final class Lonely {
        final Set<Endpoint> bootnodes = new LinkedHashSet<>();
        boolean starting = true;
        long aloneSinceMs;
        long askedMs;
        /** Since when nobody has answered, and we have looked. */
        long quietSinceMs = NEVER;

        long roundsBefore;
    }

    BootnodesAsked(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "Who knows no live node asks its bootnodes, ever more slowly, but at least every %d s"
                .formatted(PAUSE_MS / 1_000);
    }

    @Override
    public void started(HonestNode node) {
        Lonely lonely = new Lonely();
        lonely.aloneSinceMs = world.nowMs();
        all.put(node.number(), lonely);
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Lonely lonely = by instanceof HonestNode node ? all.get(node.number()) : null;
        if (lonely == null) {
            return;
        }
        if (lonely.starting) {
            lonely.bootnodes.add(to);
        }
        if (lonely.bootnodes.contains(to)) {
            lonely.askedMs = world.nowMs();
        }
    }

    @Override
    public void told(HonestNode by, Output output) {
        Lonely lonely = all.get(by.number());
        if (lonely != null && output instanceof Output.NodeAnswered) {
            lonely.quietSinceMs = NEVER;
        }
    }

    @Override
    public void settled(HonestNode node) {
        Lonely lonely = all.get(node.number());
        if (lonely != null) {
            lonely.starting = false;
        }
    }

    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            Lonely lonely = all.get(node.number());
            if (lonely != null && !lonely.bootnodes.isEmpty()) {
                judge(node, lonely);
            }
        }
    }

    private void judgeRounds(HonestNode node, Lonely lonely) {
        long rounds = node.count("bootstrap_rounds");
        if (lonely.quietSinceMs == NEVER) {
            lonely.quietSinceMs = world.nowMs();
            lonely.roundsBefore = rounds;
        }
        long quietMs = world.nowMs() - lonely.quietSinceMs;
        long since = rounds - lonely.roundsBefore;
        if (since > ROUNDS_AT_ONCE + quietMs / ROUND_MS) {
            throw violation(node, "it has asked its bootnodes %d times in %d ms".formatted(since, quietMs));
        }
    }

    private void judge(HonestNode node, Lonely lonely) {
        if (node.core().tableEntries().stream().anyMatch(TableEntry::live)) {
            lonely.aloneSinceMs = world.nowMs();
            lonely.quietSinceMs = NEVER;
            return;
        }
        judgeRounds(node, lonely);
        long agoMs = world.nowMs() - Math.max(lonely.askedMs, lonely.aloneSinceMs);
        long aloneMs = world.nowMs() - lonely.aloneSinceMs;
        if (agoMs > Math.min(PAUSE_MS, aloneMs / 2) + GRACE_MS) {
            throw violation(
                    node,
                    "for %d s it has known no live node, and for %d s of those asked no bootnode"
                            .formatted(aloneMs / 1_000, agoMs / 1_000));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        all.remove(node.number());
    }
}
