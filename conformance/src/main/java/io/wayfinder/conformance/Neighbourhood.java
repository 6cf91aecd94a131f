package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;

/**
 * Bystanders for the node to take into its table, and an asker that sees whom it tells of.
 *
 * <p>Nodes take others in at very different speed, and by what they please. So nothing here waits for a time to pass:
 * the asker asks again as long as something moves.
 */
final class Neighbourhood {

    /** Where bystanders are placed: a node has room in all of these buckets, and a key for the last is soon found. */
    private static final int DISTANCE_MIN = 250;

    static final int DISTANCE_MAX = 256;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Dialogue dialogue;
    private final Prober asker;
    private final Session session;
    private final List<Prober> settled = new ArrayList<>();

    /** @param seen all that came until the answer was complete, or silence followed */
    record Answer(List<Seen> seen) {

        List<Message.Nodes> nodes() {
            return seen.stream()
                    .filter(Seen.Said.class::isInstance)
                    .map(each -> ((Seen.Said) each).message())
                    .filter(Message.Nodes.class::isInstance)
                    .map(Message.Nodes.class::cast)
                    .toList();
        }

        private boolean isOver(Bytes fence) {
            return seen.getLast() instanceof Seen.Said said
                    && said.message() instanceof Message.Pong pong
                    && pong.requestId().bytes().equals(fence);
        }

        /** Without what is no record. */
        List<NodeRecord> records() {
            List<NodeRecord> records = new ArrayList<>();
            for (Message.Nodes part : nodes()) {
                for (Bytes encoded : part.records()) {
                    if (NodeRecord.decode(encoded, Identity.CURVE) instanceof DecodedRecord.Valid valid) {
                        records.add(valid.record());
                    }
                }
            }
            return records;
        }

        /** By its own words: not all of it needs to have come. */
        boolean isSplit() {
            return nodes().size() > 1 || nodes().stream().anyMatch(part -> part.total() > 1);
        }

        boolean tellsOf(Prober prober) {
            return records().stream()
                    .anyMatch(record -> record.nodeId().equals(prober.identity().nodeId()));
        }

        /** Whether there is a record with its key, valid or not. */
        boolean mentions(Prober prober) {
            String key = prober.identity().record().publicKey().compressed().toUnprefixedHexString();
            return nodes().stream()
                    .flatMap(part -> part.records().stream())
                    .anyMatch(record -> record.toUnprefixedHexString().contains(key));
        }

        /** The size of the largest packet, in bytes. */
        int largest() {
            return seen.stream().mapToInt(each -> each.datagram().size()).max().orElse(0);
        }
    }

    Neighbourhood(Dialogue dialogue) {
        this.dialogue = dialogue;
        this.asker = dialogue.prober();
        this.session = asker.establish();
    }

    Prober asker() {
        return asker;
    }

    /** As many distances, those first where the node tells of the fewest: it has room there. */
    List<Integer> quietDistances(int count) {
        Map<Integer, Integer> told = new TreeMap<>();
        for (int distance = DISTANCE_MIN; distance <= DISTANCE_MAX; distance++) {
            told.put(distance, ask(distance).records().size());
        }
        return IntStream.rangeClosed(DISTANCE_MIN, DISTANCE_MAX)
                .map(each -> DISTANCE_MAX + DISTANCE_MIN - each)
                .boxed()
                .sorted(Comparator.comparing(told::get))
                .limit(count)
                .toList();
    }

    /** A prober at this log distance from the node, which has not spoken yet, and whose record names no endpoint. */
    Prober stranger(int distance) {
        return dialogue.prober(Identity.at(distance, dialogue.target().nodeId(), dialogue.random()));
    }

    /** A bystander at this log distance from the node that has shaken hands, and answers what it is asked. */
    Prober settle(int distance) {
        Prober bystander = stranger(distance);
        bystander.announceEndpoint();
        settle(bystander);
        return bystander;
    }

    /** Shakes hands as what it is, and tells of all that settled so far. */
    void settle(Prober prober) {
        settled.add(prober);
        List<NodeRecord> records =
                settled.stream().map(each -> each.identity().record()).toList();
        settled.forEach(each -> each.manners().neighbours(records));
        prober.establish();
    }

    int distance(Prober prober) {
        return Distance.log(dialogue.target().nodeId(), prober.identity().nodeId());
    }

    boolean wasPinged(Prober prober) {
        return prober.manners().requests().stream().anyMatch(Message.Ping.class::isInstance);
    }

    /** One FINDNODE and what comes for it. */
    Answer ask(long... distances) {
        Bytes requestId = dialogue.requestId();
        Bytes fence = dialogue.requestId();
        asker.tell(session, RawMessage.findNode(requestId, distances));
        Answer answer = new Answer(new ArrayList<>());
        boolean fenced = false;
        Optional<Seen> next = asker.next(dialogue.timing().answer());
        while (next.isPresent()) {
            answer.seen().add(next.get());
            List<Message.Nodes> parts = answer.nodes();
            if (answer.isOver(fence)) {
                return answer;
            }
            if (!fenced && !parts.isEmpty() && parts.size() >= parts.getFirst().total()) {
                // Whether the total is right is not taken for granted: the PONG to this comes after all that there is.
                asker.tell(session, RawMessage.ping(fence, 0));
                fenced = true;
            }
            next = asker.next(dialogue.timing().silence());
        }
        return answer;
    }

    /**
     * Asks until the answer will do. It is the last one, and does not, when nothing has moved for as long as the node's
     * own initiative may take, or, when all bystanders were pinged, its answer.
     */
    Answer await(Predicate<Answer> enough, long... distances) {
        int progress = -1;
        long movedNs = System.nanoTime();
        while (true) {
            Answer answer = ask(distances);
            long pinged = settled.stream().filter(this::wasPinged).count();
            int now = answer.records().size() + (int) pinged;
            if (now > progress) {
                progress = now;
                movedNs = System.nanoTime();
            }
            Duration patience = pinged == settled.size()
                    ? dialogue.timing().answer()
                    : dialogue.timing().initiative();
            if (enough.test(answer) || System.nanoTime() - movedNs > patience.toNanos()) {
                return answer;
            }
            dialogue.linger(PAUSE);
        }
    }

    /** @throws NotApplicableException when the node does not tell of it: that is for another case to judge */
    void requireRelayed(Prober bystander) {
        if (!await(answer -> answer.tellsOf(bystander), distance(bystander)).tellsOf(bystander)) {
            throw new NotApplicableException("the node does not tell of a bystander that lives, and this case is about"
                    + " those that it tells of; findnode.neighbours judges the former");
        }
    }
}
