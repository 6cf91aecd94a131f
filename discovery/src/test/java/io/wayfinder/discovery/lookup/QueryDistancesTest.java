package io.wayfinder.discovery.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.enr.NodeId;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryDistancesTest {

    private static final NodeId TARGET = new NodeId(1, 2, 3, 4);

    private static NodeId at(int distance) {
        long[] words = {1, 2, 3, 4};
        words[3 - (distance - 1) / 64] ^= 1L << ((distance - 1) % 64);
        return new NodeId(words[0], words[1], words[2], words[3]);
    }

    private static List<Integer> distances(NodeId asked) {
        return QueryDistances.of(TARGET, asked, List.of(at(245), at(247), at(247), at(249)), 6);
    }

    @Test
    void bucketOfTheTargetComesFirstThenItsNeighboursInTurn() {
        assertEquals(List.of(250, 251, 249, 252, 248, 253), distances(at(250)));
    }

    @Test
    void whatWasCutOffIsAskedForFromTheFarthestThatMatters() {
        List<Integer> told = List.of(250, 251, 249);
        assertEquals(List.of(253, 252, 248, 247, 246, 245), QueryDistances.cutOff(TARGET, at(250), told, 253, 6));
        assertEquals(List.of(248, 247), QueryDistances.cutOff(TARGET, at(250), told, 250, 2));
        assertEquals(List.of(), QueryDistances.cutOff(TARGET, at(250), told, 249, 6), "nothing there is near enough");
        assertEquals(List.of(), QueryDistances.cutOff(TARGET, TARGET, List.of(), 249, 6));
        assertEquals(List.of(2, 1), QueryDistances.cutOff(TARGET, at(1), List.of(), 2, 6));
    }

    @Test
    void noDistanceIsOver256() {
        assertEquals(List.of(256, 255, 254, 253, 252, 251), distances(at(256)));
        assertEquals(List.of(255, 256, 254, 253, 252, 251), distances(at(255)));
    }

    /** Another client bans for an hour whoever answers [1, 2, 0] with its own record twice; we never ask it. */
    @Test
    void ownRecordIsOnlyAskedOfTheTargetItself() {
        assertEquals(List.of(1, 2, 3, 4, 5, 6), distances(at(1)));
        assertEquals(List.of(2, 3, 1, 4, 5, 6), distances(at(2)));
        for (int d = 1; d <= 256; d++) {
            List<Integer> distances = distances(at(d));
            assertEquals(6, new HashSet<>(distances).size());
            assertEquals(
                    List.of(),
                    distances.stream().filter(asked -> asked < 1 || asked > 256).toList());
        }
    }

    @Test
    void targetIsAskedForItsRecordAndForNeighboursWhereTheyAre() {
        assertEquals(List.of(0, 245, 247, 249, 256, 255), distances(TARGET));
        List<NodeId> many = List.of(at(245), at(246), at(247), at(248), at(249), at(250));
        assertEquals(List.of(0, 245, 246, 247, 248, 249), QueryDistances.of(TARGET, TARGET, many, 6));
    }
}
