package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A look-up is due every two minutes and a half at the latest, and may last for half a minute; that two in a row have no
 * answer, and are not seen since there is no session, is rare.
 */
final class WalksGoOn extends Invariant {

    private static final long PAUSE_MS = 390_000;

    /** One turn in 17 is that of the own ID, and those of empty buckets look the same. */
    private static final double ELSEWHERE_MIN = 0.005;

    /** In some hundred look-ups each bucket has had its turn at somebody. */
    private static final int QUESTIONS_MIN = 1_000;

    private final Wiretap wiretap;
    private final Map<Integer, Long> lookedMs = new LinkedHashMap<>();
    /** Look-ups that others asked for, and that run. */
    private final Set<Command> commands = new LinkedHashSet<>();

    private boolean steady;
    private long questions;
    private long elsewhere;

    WalksGoOn(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "Who knows a live node looks for others at least every %d s, and not only for those near itself"
                .formatted(PAUSE_MS / 1_000);
    }

    /** From now on nobody is told to look for anybody. */
    void begin() {
        steady = true;
    }

    void end() {
        steady = false;
        if (questions >= QUESTIONS_MIN && elsewhere < ELSEWHERE_MIN * questions) {
            throw violation(
                    world.alive().getFirst(),
                    "of %d questions in steady life %d look for others than those near the asker"
                            .formatted(questions, elsewhere));
        }
    }

    @Override
    public void started(HonestNode node) {
        lookedMs.put(node.number(), world.nowMs());
    }

    @Override
    public void commanded(HonestNode by, long command, @Nullable NodeId target) {
        if (target != null) {
            commands.add(new Command(by.number(), command));
        }
    }

    @Override
    public void resolving(HonestNode by, long command, NodeId id) {
        commands.add(new Command(by.number(), command));
    }

    @Override
    public void told(HonestNode by, Output output) {
        switch (output) {
            case Output.LookedUp ended -> commands.remove(new Command(by.number(), ended.command()));
            case Output.Resolved ended -> commands.remove(new Command(by.number(), ended.command()));
            case Output.Completed ended -> commands.remove(new Command(by.number(), ended.command()));
            default -> {}
        }
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        if (said != null
                && said.message() instanceof Message.FindNode question
                && question.distances().size() > 1) {
            if (commands.stream()
                    .noneMatch(command -> command.node() == said.by().number())) {
                lookedMs.put(said.by().number(), world.nowMs());
            }
            if (steady) {
                questions++;
                int own = Metric.logDistance(said.by().id(), said.to().id());
                elsewhere += question.distances().getFirst() == own ? 0 : 1;
            }
        }
    }

    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            long agoMs = world.nowMs() - lookedMs.getOrDefault(node.number(), 0L);
            if (agoMs > PAUSE_MS && node.core().tableEntries().stream().anyMatch(TableEntry::live)) {
                throw violation(node, "it has looked for nobody for %d s".formatted(agoMs / 1_000));
            }
        }
    }

    @Override
    public void stopped(HonestNode node) {
        lookedMs.remove(node.number());
        commands.removeIf(command -> command.node() == node.number());
    }
}
