package io.wayfinder.discovery.table;

import static io.wayfinder.discovery.table.TableFixture.LIMITS;
import static io.wayfinder.discovery.table.TableFixture.bucketOf;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.NodeRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For how long a node that was evicted since it did not answer is left alone. */
class SilenceTest {

    private final TableFixture fixture = new TableFixture(Limits.with(few -> few.silentNodes = 2));
    private final NodeTable table = fixture.table;
    private final List<NodeRecord> nodes = bucketOf(256, 4);
    private final NodeRecord node = nodes.get(0);

    @Test
    void secondSilenceIsTwiceAsLongAsTheFirst() {
        evict(node);
        fixture.nowMs += LIMITS.silenceMs();
        evict(node);
        table.heardOf(fixture.nowMs + 2 * LIMITS.silenceMs() - 1, node);
        assertFalse(table.contains(node.nodeId()));
        table.heardOf(fixture.nowMs + 2 * LIMITS.silenceMs(), node);
        assertTrue(table.contains(node.nodeId()));
    }

    @Test
    void nodeThatIsHeardFromIsTriedAgainAfterTheFirstSilenceHoweverLongItsOwnIs() {
        evict(node);
        fixture.nowMs += LIMITS.silenceMs();
        evict(node);
        table.heardFrom(fixture.nowMs + LIMITS.silenceMs() - 1, node);
        assertFalse(table.contains(node.nodeId()));
        table.heardFrom(fixture.nowMs + LIMITS.silenceMs(), node);
        assertTrue(table.contains(node.nodeId()));
    }

    @Test
    void answerMakesTheNextSilenceAFirstOne() {
        evict(node);
        fixture.nowMs += LIMITS.silenceMs();
        evict(node);
        table.answered(fixture.nowMs, node);
        evict(node);
        table.heardOf(fixture.nowMs + LIMITS.silenceMs(), node);
        assertTrue(table.contains(node.nodeId()));
    }

    @Test
    void whoWasEvictedLongestAgoIsForgotten() {
        for (NodeRecord silent : nodes.subList(0, 3)) {
            evict(silent);
        }
        fixture.heardOf(nodes.subList(0, 3));
        assertTrue(table.contains(node.nodeId()));
        assertFalse(table.contains(nodes.get(1).nodeId())
                || table.contains(nodes.get(2).nodeId()));
    }

    /** Others answer meanwhile, so that it is not us. */
    private void evict(NodeRecord silent) {
        table.heardOf(fixture.nowMs, silent);
        assertTrue(table.contains(silent.nodeId()));
        while (table.contains(silent.nodeId())) {
            fixture.miss(silent);
            table.answered(fixture.nowMs, nodes.get(3));
        }
    }
}
