package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/**
 * A symmetric NAT shows everybody another endpoint: none is agreed on. Only who is behind a NAT lets others tell it where
 * it is; what each network said last is its vote.
 */
final class EndpointsTrue extends Invariant {

    private static final long NEVER = Long.MIN_VALUE / 2;

    /** PONGs that came too late, and did not count. */
    private static final int LATE = 2;

    private final Wiretap wiretap;
    private final TableLimits limits;
    private final Map<Integer, Told> all = new LinkedHashMap<>();

    /** What one node was told, and when, by the networks of those who told it. */
    private static final class Told {
        final Map<IpAddress, Long> truth = new LinkedHashMap<>();
        final Map<IpAddress, Long> lies = new LinkedHashMap<>();
        final Map<IpAddress, Long> anything = new LinkedHashMap<>();
        long truthMs = NEVER;
        long agreedMs = NEVER;

        static long since(Map<IpAddress, Long> told, long sinceMs) {
            return told.values().stream().filter(ms -> ms >= sinceMs).count();
        }
    }

    EndpointsTrue(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        limits = world.limits().table();
    }

    @Override
    String claim() {
        return "Whatever a few say, peers agree on the endpoint at which a node is seen, behind a NAT the public one, and on no other;"
                + " a network has one vote, for %d s, and the node changes its mind at most every %d s"
                        .formatted(limits.voteWindowMs() / 1_000, limits.endpointChangeMs() / 1_000);
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        if (!(to instanceof HonestNode node) || node.nat() == null) {
            return;
        }
        Told told = all.computeIfAbsent(node.number(), unused -> new Told());
        IpAddress network = Addresses.network(from);
        told.anything.put(network, world.nowMs());
        Overheard heard = wiretap.current();
        Socket there = world.network().at(from);
        if (heard != null && heard.message() instanceof Message.Pong) {
            told.truth.put(network, world.nowMs());
            told.truthMs = world.nowMs();
        } else if (there != null && there.host() instanceof VoteLiar) {
            told.lies.put(network, world.nowMs());
        }
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (!(output instanceof Output.EndpointAgreed agreed)) {
            return;
        }
        Told told = all.getOrDefault(by.number(), new Told());
        long sinceMs = world.nowMs() - limits.voteWindowMs();
        long truths = Told.since(told.truth, sinceMs);
        long lies = Told.since(told.lies, sinceMs);
        boolean liarsDecide = lies >= limits.votesMin() && lies > truths - LATE;
        if (!isSeenAt(by, agreed.endpoint()) && !liarsDecide) {
            throw violation(
                    by,
                    "it takes itself to be at %s, which %d say, and %d do not"
                            .formatted(agreed.endpoint(), lies, truths));
        }
        long voters = Told.since(told.anything, sinceMs);
        if (voters < limits.votesMin()) {
            throw violation(by, "%d votes are enough for it".formatted(voters));
        }
        if (world.nowMs() - told.agreedMs < limits.endpointChangeMs()) {
            throw violation(by, "it changes its mind after %d ms".formatted(world.nowMs() - told.agreedMs));
        }
        told.agreedMs = world.nowMs();
    }

    /** Votes may be held for longer than they count, until the next comes. */
    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            Told told = all.get(node.number());
            if (told != null) {
                long voters = node.count("voters_ipv4");
                long heard = Told.since(told.anything, told.truthMs - 2 * limits.voteWindowMs());
                if (voters > heard) {
                    throw violation(node, "%d networks vote, and %d were heard of".formatted(voters, heard));
                }
            }
        }
    }

    /** To be asked for when all has long been quiet: who is behind a NAT and can be told of knows where it is. */
    void judge() {
        // Those of one network have one vote.
        long voters = world.alive().stream()
                .filter(node -> node.nat() == null)
                .map(Addresses::network)
                .distinct()
                .count();
        if (voters <= limits.votesMin()) {
            return;
        }
        for (HonestNode node : world.alive()) {
            Nat nat = node.nat();
            if (nat != null
                    && nat.kind() != Nat.Kind.SYMMETRIC
                    && node.record().udp4().isEmpty()) {
                throw violation(node, "nobody has told it where it is");
            }
        }
    }

    private static boolean isSeenAt(HonestNode node, Endpoint endpoint) {
        Nat nat = node.nat();
        if (nat == null) {
            return endpoint.equals(node.endpoint());
        }
        return nat.kind() != Nat.Kind.SYMMETRIC && endpoint.address().equals(nat.address());
    }

    @Override
    public void stopped(HonestNode node) {
        all.remove(node.number());
    }
}
