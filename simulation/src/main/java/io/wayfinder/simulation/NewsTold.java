package io.wayfinder.simulation;

import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** A PING tells the number of our record; one that waits for a session is seen as what asks for that. */
final class NewsTold extends Invariant {

    private final Wiretap wiretap;
    private final int neighbours;
    /** A PING waits for its turn behind other questions to the same node, which end within this. */
    private final long turnMs;

    /** By the node's number: of the record that it had last. */
    private long[] seqs = new long[64];

    /** Whom the node that is settling has written to. */
    private final List<Endpoint> writtenTo = new ArrayList<>();
    /** In the order in which it began. */
    private final LinkedHashMap<Way, Untold> open = new LinkedHashMap<>();

    private record Way(int by, Endpoint to) {}

    private record Untold(HonestNode by, TableEntry neighbour, long sinceMs) {}

    NewsTold(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        neighbours = world.limits().table().bucketSize();
        turnMs = world.limits().requests().overallMs();
    }

    @Override
    String claim() {
        return "Who has a new record tells the %d nearest live nodes in its table within %d ms"
                .formatted(neighbours, turnMs);
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (by instanceof HonestNode node && mayTell(wiretap.current())) {
            writtenTo.add(to);
            if (!open.isEmpty()) {
                open.remove(new Way(node.number(), to));
            }
        }
    }

    /** To an adversary anything may. */
    private static boolean mayTell(@Nullable Overheard said) {
        if (said == null || said.message() instanceof Message.Ping) {
            return true;
        }
        return said.keys() == null
                ? !(said.packet() instanceof Packet.Whoareyou)
                : said.packet() instanceof Packet.Handshake;
    }

    @Override
    public void settled(HonestNode node) {
        int number = node.number();
        if (number >= seqs.length) {
            seqs = Arrays.copyOf(seqs, 2 * number);
        }
        long seq = node.record().seq();
        if (seq != seqs[number]) {
            if (seqs[number] != 0) {
                expect(node);
            }
            seqs[number] = seq;
        }
        writtenTo.clear();
        judgeOverdue();
    }

    private void expect(HonestNode node) {
        nearest(node)
                .forEach(entry -> entry.record()
                        .udp4()
                        .filter(endpoint -> !writtenTo.contains(endpoint))
                        .ifPresent(endpoint -> open.putIfAbsent(
                                new Way(node.number(), endpoint), new Untold(node, entry, world.nowMs()))));
    }

    private List<TableEntry> nearest(HonestNode node) {
        return node.core().tableEntries().stream()
                .filter(TableEntry::live)
                .sorted(Comparator.comparing(
                        entry -> Metric.distance(node.id(), entry.record().nodeId())))
                .limit(neighbours)
                .toList();
    }

    private void judgeOverdue() {
        for (Map.Entry<Way, Untold> first = open.firstEntry(); first != null; first = open.firstEntry()) {
            Untold untold = first.getValue();
            if (world.nowMs() - untold.sinceMs() <= turnMs) {
                return;
            }
            open.pollFirstEntry();
            if (untold.by().isAlive() && isThere(untold)) {
                throw violation(
                        untold.by(),
                        "it does not tell %s of its new record"
                                .formatted(untold.neighbour().record().nodeId()));
            }
        }
    }

    private static boolean isThere(Untold untold) {
        return untold.by().core().tableEntries().stream()
                .anyMatch(entry ->
                        entry.live() && entry.record().equals(untold.neighbour().record()));
    }
}
