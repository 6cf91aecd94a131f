package io.wayfinder.interop;

import io.vertx.core.Vertx;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;

/** Nodes of ours and of every peer that runs here, which join through one node of each kind. */
final class MixedNetwork implements AutoCloseable {

    private static final int EACH = 10;
    private static final long LOOKUP_LIMIT_MS = 5_000;

    /** Of 50 nodes 17: three of each kind, and a fourth of two kinds. The first of a kind is a bootnode, and stays. */
    private static final int KILLED_OF_EACH = 3;

    private static final int KINDS_WITH_ONE_MORE = 2;

    /** Of 256 the farthest half; nearer than 245 nobody is in a network of this size. */
    private static final List<List<Integer>> ALL_DISTANCES =
            List.of(List.of(256), List.of(255), List.of(254), List.of(253, 252, 251, 250, 249, 248, 247, 246, 245));

    private final Vertx vertx;
    private final List<OurNode> ours = new ArrayList<>();
    private final Map<Peer, List<PeerProcess>> theirs = new LinkedHashMap<>();
    private final TreeSet<NodeId> dead = new TreeSet<>();
    private final List<NodeRecord> newest = new ArrayList<>();
    private List<String> bootnodes = List.of();
    private List<Lookup> wrong = List.of();
    private long slowestMs;
    private int keys = 0x4000;

    MixedNetwork(Vertx vertx) {
        this.vertx = vertx;
    }

    /** One look-up: what was wrong with it, empty for nothing, and how long it took. */
    record Lookup(OurNode from, NodeRecord wanted, String fault, long millis) {
        @Override
        public String toString() {
            return from.nodeId() + " looked for " + wanted.nodeId() + ": " + fault + ", " + millis + " ms";
        }
    }

    void start() {
        List<PeerProcess> firsts = new ArrayList<>();
        for (Peer peer : Peer.all()) {
            if (PeerBuild.missing(peer).isEmpty()) {
                firsts.add(join(peer));
            }
        }
        bootnodes = firsts.stream().map(PeerProcess::enr).toList();
        for (int i = 1; i < EACH; i++) {
            theirs.keySet().forEach(this::join);
        }
        theirs.values().forEach(nodes -> nodes.forEach(PeerProcess::enr));
        for (int i = 0; i < EACH; i++) {
            ours.add(OurNode.start(vertx, Pair.key(keys++), 0, bootnodes));
        }
    }

    private PeerProcess join(Peer peer) {
        PeerProcess node = PeerProcess.start(peer, Pair.key(keys++), bootnodes);
        theirs.computeIfAbsent(peer, key -> new ArrayList<>()).add(node);
        return node;
    }

    int size() {
        return ours.size() + theirs.values().stream().mapToInt(List::size).sum();
    }

    /** What the peers' processes have taken so far, in seconds of processor time. */
    double peersCpuSeconds() {
        return theirs.values().stream()
                .flatMap(List::stream)
                .mapToDouble(node -> node.cpuTime().toMillis() / 1e3)
                .sum();
    }

    void changeSomeRecords() {
        theirs.values().forEach(nodes -> nodes.get(3).setEntry("x", Bytes.of(1)));
        OurNode.await(ours.get(5).service().updateRecord(Map.of("x", Bytes.of(1))));
        readNewest();
    }

    private void readNewest() {
        newest.clear();
        theirs.values().forEach(nodes -> nodes.forEach(node -> newest.add(OurNode.record(node.self()))));
        ours.forEach(node -> newest.add(node.service().localRecord()));
    }

    void replaceAThird() {
        int kind = 0;
        for (Map.Entry<Peer, List<PeerProcess>> nodes : theirs.entrySet()) {
            int count = killed(kind++);
            List<PeerProcess> killed = nodes.getValue().subList(EACH - count, EACH);
            killed.forEach(node -> dead.add(OurNode.record(node.enr()).nodeId()));
            killed.forEach(PeerProcess::kill);
            killed.clear();
            IntStream.range(0, count).forEach(i -> join(nodes.getKey()));
        }
        int count = killed(kind);
        List<OurNode> killed = ours.subList(EACH - count, EACH);
        killed.forEach(node -> dead.add(node.nodeId()));
        killed.forEach(OurNode::close);
        killed.clear();
        IntStream.range(0, count).forEach(i -> ours.add(OurNode.start(vertx, Pair.key(keys++), 0, bootnodes)));
        theirs.values().forEach(nodes -> nodes.forEach(PeerProcess::enr));
        readNewest();
    }

    private static int killed(int kind) {
        return kind < KINDS_WITH_ONE_MORE ? KILLED_OF_EACH + 1 : KILLED_OF_EACH;
    }

    /** Which look-ups from ours do not give the newest record in time: of those that were wrong the last time, and of all once none of these is. */
    List<Lookup> wrongLookups() {
        wrong = wrong.stream()
                .map(last -> lookup(last.from(), last.wanted()))
                .filter(MixedNetwork::isWrong)
                .toList();
        if (!wrong.isEmpty()) {
            return wrong;
        }
        List<Future<List<Lookup>>> all = new ArrayList<>();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            ours.forEach(from -> all.add(askers.submit(() -> newest.stream()
                    .filter(wanted -> !wanted.nodeId().equals(from.nodeId()))
                    .map(wanted -> lookup(from, wanted))
                    .toList())));
        }
        List<Lookup> done =
                all.stream().flatMap(lookups -> lookups.resultNow().stream()).toList();
        slowestMs = done.stream().mapToLong(Lookup::millis).max().orElse(0);
        wrong = done.stream().filter(MixedNetwork::isWrong).toList();
        return wrong;
    }

    private static Lookup lookup(OurNode from, NodeRecord wanted) {
        long askedNs = System.nanoTime();
        String fault;
        try {
            NodeRecord found =
                    OurNode.await(from.service().resolve(wanted.nodeId()).future());
            fault = found.equals(wanted) ? "" : "another record";
        } catch (RuntimeException e) {
            fault = String.valueOf(e.getMessage());
        }
        return new Lookup(from, wanted, fault, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNs));
    }

    private static boolean isWrong(Lookup lookup) {
        return !lookup.fault().isEmpty() || lookup.millis() > LOOKUP_LIMIT_MS;
    }

    /** How long the slowest of all look-ups took, as a sentence. */
    String slowest() {
        return "The slowest look-up took " + slowestMs + " ms";
    }

    /** Who of ours tells of whom that is dead. */
    List<String> deadInOurAnswers() {
        List<String> told = new ArrayList<>();
        for (OurNode node : ours) {
            OurNode asker = node == ours.getFirst() ? ours.getLast() : ours.getFirst();
            for (List<Integer> distances : ALL_DISTANCES) {
                asker.findNode(node.enr(), distances).stream()
                        .map(text -> OurNode.record(text).nodeId())
                        .filter(dead::contains)
                        .forEach(id -> told.add(node.nodeId() + " tells of " + id));
            }
        }
        return told;
    }

    @Override
    public void close() {
        theirs.values().forEach(nodes -> nodes.forEach(PeerProcess::close));
        ours.forEach(OurNode::close);
    }
}
