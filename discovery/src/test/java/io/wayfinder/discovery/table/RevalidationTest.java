package io.wayfinder.discovery.table;

import static io.wayfinder.discovery.table.TableFixture.LIMITS;
import static io.wayfinder.discovery.table.TableFixture.bucketOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How often nodes are checked. */
class RevalidationTest {

    private final TableFixture fixture = new TableFixture();

    private static List<NodeRecord> fullTable() {
        List<NodeRecord> nodes = new ArrayList<>();
        for (int distance = 256; distance > 248; distance--) {
            nodes.addAll(bucketOf(distance, 16));
        }
        return nodes;
    }

    @Test
    void nodeIsCheckedAfterTwiceAsLongAsItHasBeenAnswering() {
        NodeRecord node = bucketOf(256, 1).get(0);
        long startMs = fixture.nowMs;
        fixture.table.answered(startMs, node);
        assertEquals(0, fixture.live(startMs + 44_000, List.of()));
        assertEquals(1, fixture.live(startMs + 76_000, List.of()));
        assertEquals(0, fixture.live(startMs + 100_000, List.of()), "the next after 1.5 to 2.5 times as long");
        assertEquals(1, fixture.live(startMs + 265_000, List.of()));
        int hour = fixture.live(fixture.nowMs + 3_600_000, List.of());
        assertTrue(hour >= 10 && hour <= 15, hour + " in an hour");
    }

    @Test
    void fullTableIsQuietInSteadyLife() {
        List<NodeRecord> nodes = fullTable();
        fixture.heardOf(nodes);
        fixture.live(fixture.nowMs + 600_000, List.of());
        assertEquals(nodes.size(), fixture.table.entries().size());
        double perMinute = fixture.live(fixture.nowMs + 3_600_000, List.of()) / 60.0;
        System.out.println("steady pings a minute with " + nodes.size() + " entries: " + perMinute);
        assertTrue(perMinute <= nodes.size() / 5.0 * 1.05, perMinute + " a minute");
    }

    @Test
    void checksAreSpreadInTime() {
        fixture.heardOf(fullTable());
        fixture.live(fixture.nowMs + 1_200_000, List.of());
        int most = 0;
        for (int i = 0; i < 300; i++) {
            most = Math.max(most, fixture.live(fixture.nowMs + 1_000, List.of()));
        }
        assertTrue(most <= 8, most + " in one second");
    }

    @Test
    void nodesThatAnswerAnywayAreNotPinged() {
        NodeRecord node = bucketOf(256, 1).get(0);
        for (int i = 0; i < 1_000; i++) {
            fixture.table.answered(fixture.nowMs, node);
            assertEquals(0, fixture.live(fixture.nowMs + 20_000, List.of()));
        }
    }

    @Test
    void deadNodeIsGoneWithinMinutes() {
        List<NodeRecord> nodes = fullTable();
        fixture.heardOf(nodes);
        fixture.live(fixture.nowMs + 1_200_000, List.of());
        List<NodeRecord> dead = nodes.subList(0, 60);
        fixture.live(fixture.nowMs + LIMITS.slowPingMs() * 5 / 4 + 40_000, dead);
        assertEquals(nodes.size() - 60, fixture.table.entries().size());
    }

    /** Nobody else is there, so that it is given twice as many. */
    @Test
    void nodeThatMissesIsCheckedAgainAfterTwiceAsLongEachTime() {
        NodeRecord node = bucketOf(256, 1).get(0);
        fixture.table.answered(fixture.nowMs, node);
        fixture.live(fixture.table.nextDeadlineMs(), List.of(node));
        long waitMs = LIMITS.retryPingMs();
        for (int misses = 1; misses < LIMITS.missesProven() * LIMITS.missesFactorAlone(); misses++) {
            long tookMs = fixture.table.nextDeadlineMs() - fixture.nowMs;
            assertTrue(
                    tookMs >= waitMs * 3 / 4 && tookMs <= waitMs * 5 / 4, tookMs + " ms after " + misses + " misses");
            assertEquals(1, fixture.live(fixture.table.nextDeadlineMs(), List.of(node)));
            waitMs *= 2;
        }
        assertTrue(fixture.table.entries().isEmpty());
    }

    @Test
    void candidatesThatAreAllDeadAreDealtWithAtABoundedRate() {
        List<NodeRecord> nodes = fullTable();
        fixture.heardOf(nodes);
        int pings = fixture.live(fixture.nowMs + 600_000, nodes);
        assertEquals(0, fixture.table.entries().size());
        assertTrue(pings <= nodes.size() * LIMITS.missesUnproven() * LIMITS.missesFactorAlone(), pings + " pings");
        assertEquals(Long.MAX_VALUE, fixture.table.nextDeadlineMs());
    }

    @Test
    void sameSeedSamePings() {
        assertEquals(pings(5), pings(5));
        assertTrue(!pings(5).equals(pings(6)));
    }

    private static List<Long> pings(long seed) {
        NodeTable table = new NodeTable(TableFixture.LOCAL, LIMITS, new SplittableRandom(seed));
        fullTable().forEach(record -> table.answered(0, record));
        List<Long> times = new ArrayList<>();
        while (times.size() < 500) {
            long nowMs = table.nextDeadlineMs();
            for (NodeRecord record : table.duePings(nowMs)) {
                times.add(nowMs);
                table.answered(nowMs, record);
            }
        }
        return times;
    }
}
