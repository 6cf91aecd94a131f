package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;

/** Answers of no, of one and of sixteen records; sixteen never fit one packet. */
@DisplayName("FINDNODE")
@Timeout(120)
class FindnodeTest {

    /** The most that one answer holds, and more than fits 1,280 bytes. */
    private static final int FULL = 16;

    /** A peer verifies those that it tells of, some of them one after the other. */
    private static final Duration FILLED_WITHIN = Duration.ofSeconds(60);

    @WithEachPeer
    void weAskTheirRecord(Pair pair) {
        assertEquals(
                List.of(pair.theirs().self()),
                pair.ours().findNode(pair.theirs().enr(), List.of(0)));
    }

    @WithEachPeer
    void theyAskOurRecord(Pair pair) {
        assertEquals(
                List.of(pair.ours().enr()), pair.theirs().findNode(pair.ours().enr(), List.of(0)));
    }

    @WithEachPeer
    void theyAreInNoAnswerOfOurs(Pair pair) {
        pair.theirs().ping(pair.ours().enr());
        int distance = Distance.log(pair.ours().nodeId(), pair.theirId());

        assertEquals(List.of(), pair.theirs().findNode(pair.ours().enr(), List.of(distance)));
    }

    @WithEachPeer
    void theyCollectOurSplitAnswer(Pair pair) {
        List<OurNode> bystanders = pair.bystanders(FULL, pair.ours().enr());
        Eventually.within(
                FILLED_WITHIN,
                () -> pair.ours().live().size() + " live in our table",
                () -> pair.ours().live().containsAll(texts(bystanders)));
        pair.theirs().ping(pair.ours().enr());
        List<Integer> distances = Pair.distances(pair.ours().nodeId(), bystanders);
        pair.measure();

        List<String> found = pair.theirs().findNode(pair.ours().enr(), distances);

        assertEquals(FULL, found.size());
        assertEquals(texts(bystanders), new TreeSet<>(found));
    }

    @WithEachPeer
    void weCollectTheirSplitAnswer(Pair pair) {
        List<OurNode> bystanders = fillTheirs(pair, FULL);
        List<Integer> distances = Pair.distances(pair.theirId(), bystanders);
        pair.measure();

        List<String> found = pair.ours().findNode(pair.theirs().enr(), distances);

        assertEquals(FULL, found.size());
        assertEquals(texts(bystanders), new TreeSet<>(found));
    }

    @WithEachPeer
    void theirAnswerHoldsTheDistancesAskedAndNoOther(Pair pair) {
        List<OurNode> bystanders = fillTheirs(pair, FULL);
        List<Integer> distances = Pair.distances(pair.theirId(), bystanders);
        List<Integer> asked = List.of(distances.getFirst(), distances.getLast());
        Set<String> expected = at(pair.theirId(), asked, bystanders);
        pair.measure();

        assertEquals(expected, new TreeSet<>(pair.ours().findNode(pair.theirs().enr(), asked)));
    }

    @WithEachPeer
    void ourAnswerHoldsTheDistancesAskedAndNoOther(Pair pair) {
        List<OurNode> bystanders = pair.bystanders(4, pair.ours().enr());
        Eventually.within(
                FILLED_WITHIN,
                () -> pair.ours().live().size() + " live in our table",
                () -> pair.ours().live().containsAll(texts(bystanders)));
        List<Integer> distances = Pair.distances(pair.ours().nodeId(), bystanders);
        List<Integer> asked = List.of(distances.getFirst(), distances.getLast());
        Set<String> expected = at(pair.ours().nodeId(), asked, bystanders);
        pair.measure();

        assertEquals(expected, new TreeSet<>(pair.theirs().findNode(pair.ours().enr(), asked)));
    }

    /** Bystanders that join through the peer, until it would tell of each of them: some tell only of those that they pinged themselves. */
    private static List<OurNode> fillTheirs(Pair pair, int count) {
        List<OurNode> bystanders = pair.bystanders(count, pair.theirs().enr());
        List<Integer> distances = Pair.distances(pair.theirId(), bystanders);
        for (OurNode bystander : bystanders) {
            pair.theirs().add(bystander.enr());
            pair.theirs().ping(bystander.enr());
        }
        Set<String> told = new TreeSet<>();
        Eventually.within(
                FILLED_WITHIN,
                () -> "the peer tells of all " + count + "; it tells of " + told.size() + " and has "
                        + pair.theirs().table().size() + " in its table",
                () -> {
                    // Two ask: some leave whoever asks out of the answer.
                    told.clear();
                    told.addAll(bystanders.getFirst().findNode(pair.theirs().enr(), distances));
                    told.addAll(bystanders.getLast().findNode(pair.theirs().enr(), distances));
                    return told.containsAll(texts(bystanders));
                });
        return bystanders;
    }

    private static Set<String> at(NodeId from, List<Integer> distances, List<OurNode> nodes) {
        return texts(nodes.stream()
                .filter(node -> distances.contains(Distance.log(from, node.nodeId())))
                .toList());
    }

    private static Set<String> texts(List<OurNode> nodes) {
        return nodes.stream().map(OurNode::enr).collect(Collectors.toCollection(TreeSet::new));
    }
}
