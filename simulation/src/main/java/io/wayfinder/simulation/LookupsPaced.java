package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** A question that had to wait for a session is seen later than it was asked, and is not counted here. */
final class LookupsPaced extends Invariant {

    /** Of the walk. */
    private static final int UPKEEP = 1;

    /** Questions that had to wait for others to the same peer are seen late too, as many as another look-up's. */
    private static final int LATE = 1;

    /** In so many look-ups there are few of those at first whose nodes have just been challenged. */
    private static final int STARTS_MIN = 40;

    private static final long SESSION_MS = 1_000;

    /** Longer than a request lives. */
    private static final long SENT_AGAIN_MS = 3_000;

    private final Wiretap wiretap;
    private final int alpha;
    private final int stragglers;
    private final long youngMs;
    private final long waitedForMs;
    private final Map<Integer, Asker> askers = new LinkedHashMap<>();
    private final Set<Command> running = new LinkedHashSet<>();
    private final Set<Command> questions = new LinkedHashSet<>();
    private @Nullable Start start;
    private @Nullable HonestNode asking;
    private long starts;
    private long askedAtStart;
    private long writtenToAtStart;

    /** What a node has done of late. */
    private static final class Asker {
        final LinkedHashMap<RequestId, Long> seenMs = new LinkedHashMap<>();
        final LinkedHashMap<RequestId, Long> young = new LinkedHashMap<>();
        final LinkedHashMap<RequestId, Long> open = new LinkedHashMap<>();
        final Map<NodeId, Long> unsealedMs = new LinkedHashMap<>();
        final Deque<Long> endedMs = new ArrayDeque<>();
        int lookups;

        /** Whether it is not a question that is sent again. */
        boolean isNew(RequestId id, long nowMs) {
            while (!seenMs.isEmpty() && nowMs - seenMs.firstEntry().getValue() > SENT_AGAIN_MS) {
                seenMs.pollFirstEntry();
            }
            return seenMs.putIfAbsent(id, nowMs) == null;
        }
    }

    /** A look-up that begins; nodes nearer than these, which have not answered, may be asked as well. */
    private record Start(HonestNode by, NodeId target, List<NodeId> nearest, Set<Endpoint> asked) {}

    LookupsPaced(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        alpha = world.limits().lookup().parallelism();
        stragglers = world.limits().lookup().stragglersMax();
        youngMs = world.limits().lookup().stragglerLeastMs();
        waitedForMs =
                world.limits().requests().attempts() * world.limits().requests().legMs();
    }

    @Override
    String claim() {
        return "A look-up first asks the %d nearest that it knows, side by side, and never has more questions open that are younger than %d ms, and %d older ones"
                .formatted(alpha, youngMs, stragglers);
    }

    @Override
    public void commanded(HonestNode by, long command, @Nullable NodeId target) {
        if (target == null) {
            return;
        }
        running.add(new Command(by.number(), command));
        asker(by).lookups++;
        List<NodeId> nearest = by.core().tableEntries().stream()
                .filter(TableEntry::live)
                .map(entry -> entry.record().nodeId())
                .sorted(Comparator.comparing(id -> Metric.distance(target, id)))
                .limit(alpha)
                .toList();
        // Where others wait in a full queue a question cannot be asked.
        boolean isBusy = openQuestions(by) >= world.limits().requests().inFlightPerPeer();
        start = nearest.size() < alpha || isBusy ? null : new Start(by, target, nearest, new LinkedHashSet<>());
    }

    /** It asks the node itself first, and then looks for it. */
    @Override
    public void resolving(HonestNode by, long command, NodeId id) {
        running.add(new Command(by.number(), command));
        asker(by).lookups++;
    }

    @Override
    public void asked(HonestNode by, long command, Contact to) {
        asking = by;
        questions.add(new Command(by.number(), command));
    }

    @Override
    public void told(HonestNode by, Output output) {
        switch (output) {
            case Output.LookedUp ended -> end(by, ended.command());
            case Output.Resolved ended -> end(by, ended.command());
            case Output.Completed ended -> {
                end(by, ended.command());
                if (ended.outcome() instanceof Outcome.Busy) {
                    start = null;
                }
            }
            default -> {}
        }
    }

    /** Questions of commands that are open, to anybody. */
    private long openQuestions(HonestNode by) {
        return questions.stream()
                .filter(command -> command.node() == by.number())
                .count();
    }

    private void end(HonestNode by, long command) {
        questions.remove(new Command(by.number(), command));
        if (running.remove(new Command(by.number(), command))) {
            asker(by).lookups--;
            asker(by).endedMs.add(world.nowMs());
        }
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Start started = start;
        if (started != null && started.by() == by) {
            started.asked().add(to);
        }
        Overheard said = wiretap.current();
        if (said == null) {
            return;
        }
        if (said.keys() == null || said.packet() instanceof Packet.Handshake) {
            asker(said.by()).unsealedMs.put(said.to().id(), world.nowMs());
        } else if (said.message() instanceof Message.FindNode question
                && question.distances().size() > 1) {
            if (started != null) {
                judgeOrder(said, question, started);
            }
            count(said, question);
        }
    }

    private void judgeOrder(Overheard said, Message.FindNode question, Start started) {
        NodeId asked = said.to().id();
        boolean isOfThis = said.by() == started.by()
                && question.distances().getFirst() == Metric.logDistance(started.target(), asked);
        BigInteger reach = Metric.distance(started.target(), started.nearest().getLast());
        if (isOfThis && Metric.distance(started.target(), asked).compareTo(reach) > 0) {
            throw violation(said.by(), "looking for %s it first asks %s".formatted(started.target(), asked));
        }
    }

    private void count(Overheard said, Message.FindNode question) {
        Asker asker = asker(said.by());
        if (!asker.isNew(question.requestId(), world.nowMs())) {
            return;
        }
        long unsealedMs = asker.unsealedMs.getOrDefault(said.to().id(), -SESSION_MS);
        if (asking == said.by() || world.nowMs() - unsealedMs < SESSION_MS) {
            return;
        }
        while (!asker.endedMs.isEmpty() && asker.endedMs.getFirst() <= world.nowMs() - waitedForMs) {
            asker.endedMs.removeFirst();
        }
        long youngSinceMs = world.nowMs() - youngMs;
        int ended = (int) asker.endedMs.stream().filter(ms -> ms > youngSinceMs).count();
        judge(said, asker.young, youngMs, alpha, asker.lookups + ended);
        judge(said, asker.open, waitedForMs, alpha + stragglers, asker.lookups + asker.endedMs.size());
    }

    private void judge(Overheard said, SequencedMap<RequestId, Long> open, long forMs, int most, int lookups) {
        while (!open.isEmpty() && open.firstEntry().getValue() <= world.nowMs() - forMs) {
            open.pollFirstEntry();
        }
        Message question = said.message();
        if (question != null) {
            open.put(question.requestId(), world.nowMs());
        }
        if (open.size() > most * (UPKEEP + lookups + LATE)) {
            throw violation(
                    said.by(),
                    "%d questions that are younger than %d ms, with %d look-ups"
                            .formatted(open.size(), forMs, UPKEEP + lookups));
        }
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        Overheard heard = wiretap.current();
        if (heard != null && heard.message() instanceof Message.Nodes answer) {
            asker(heard.to()).young.remove(answer.requestId());
            asker(heard.to()).open.remove(answer.requestId());
        }
    }

    @Override
    public void settled(HonestNode node) {
        asking = null;
        Start started = start;
        if (started != null && started.by() == node) {
            start = null;
            starts++;
            askedAtStart += Math.min(alpha, started.asked().size());
            writtenToAtStart += started.asked().size();
        }
    }

    @Override
    void inspect() {
        if (starts < STARTS_MIN) {
            return;
        }
        if (writtenToAtStart > (alpha + 1) * starts) {
            throw violation(
                    world.alive().getFirst(),
                    "as they began, %d look-ups have written to %d nodes".formatted(starts, writtenToAtStart));
        }
        if (2 * askedAtStart < 3 * starts) {
            throw violation(
                    world.alive().getFirst(),
                    "%d look-ups have asked %d nodes at first".formatted(starts, askedAtStart));
        }
    }

    private Asker asker(HonestNode node) {
        return askers.computeIfAbsent(node.number(), unused -> new Asker());
    }

    @Override
    public void stopped(HonestNode node) {
        askers.remove(node.number());
        running.removeIf(command -> command.node() == node.number());
        questions.removeIf(command -> command.node() == node.number());
    }
}
