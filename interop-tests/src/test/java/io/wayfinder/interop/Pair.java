package io.wayfinder.interop;

import io.vertx.core.Vertx;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;

/**
 * One node of ours and one of a peer's, neither knowing the other beforehand, and the bystanders that a case wants. The two are near each other,
 * and bystanders are far from both: so each sees a bystander at the same distance, and never the other among them.
 */
final class Pair implements AutoCloseable {

    private static final Secp256k1 CURVE = Secp256k1.provider();

    /** Other keys for the same cases: {@code -Dwayfinder.interop.seed=N}. */
    private static final long SEED = Long.getLong("wayfinder.interop.seed", 1);

    private static final String THEIR_KEY = key(1);
    private static final NodeId THEIR_ID = id(THEIR_KEY);
    private static final int OURS_AT_MOST = 252;
    private static final String OUR_KEY = IntStream.iterate(2, number -> number + 1)
            .mapToObj(Pair::key)
            .filter(key -> Distance.log(THEIR_ID, id(key)) <= OURS_AT_MOST)
            .findFirst()
            .orElseThrow();

    private final Peer peer;
    private final String ip;
    private final Vertx vertx = Vertx.vertx();
    private final List<OurNode> others = new ArrayList<>();
    private final Iterator<String> otherKeys = IntStream.iterate(0x8000, number -> number + 1)
            .mapToObj(Pair::key)
            .filter(key -> Distance.log(THEIR_ID, id(key)) > OURS_AT_MOST)
            .iterator();
    private OurNode ours;
    private PeerProcess theirs;
    private long measuredFromNs;

    private Pair(Peer peer, String ip) {
        this.peer = peer;
        this.ip = ip;
        this.theirs = PeerProcess.start(peer, THEIR_KEY, ip, 0, 1, List.of());
        this.ours = OurNode.start(vertx, OUR_KEY, ip, 0, List.of());
    }

    static Pair start(Peer peer) {
        return start(peer, "127.0.0.1");
    }

    static Pair start(Peer peer, String ip) {
        Pair pair = new Pair(peer, ip);
        try {
            pair.theirs.enr();
            pair.measure();
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    /** A secret key, in hex: another for each number. */
    static String key(int number) {
        return String.format("%064x", SEED * 0x10000 + number);
    }

    private static NodeId id(String keyHex) {
        return NodeId.of(CURVE.publicKey(SecretKey.of(Bytes.fromHexString(keyHex))));
    }

    OurNode ours() {
        return ours;
    }

    PeerProcess theirs() {
        return theirs;
    }

    NodeId theirId() {
        return THEIR_ID;
    }

    /** One more node of ours, with a key of its own. */
    OurNode another(List<String> bootnodes) {
        OurNode other = OurNode.start(vertx, otherKeys.next(), ip, 0, bootnodes);
        others.add(other);
        return other;
    }

    /** Nodes of ours that join through one node, and have a session with it: so that it does not dial one that is just dialling it. */
    List<OurNode> bystanders(int count, String bootnode) {
        for (int i = 0; i < count; i++) {
            another(List.of(bootnode)).ping(bootnode);
        }
        return List.copyOf(others);
    }

    /** The peer's process is killed, and started again with the same key at the same port. */
    void restartTheirs(long seq) {
        int port = theirs.port();
        theirs.kill();
        theirs = PeerProcess.start(peer, THEIR_KEY, ip, port, seq, List.of());
        theirs.enr();
        measure();
    }

    /**
     * Our node is stopped, which tells nobody, and started again with the same key at the same port. Not while it waits for an answer: that would
     * come to the new node, which cannot read it, and would have to be challenged for it before anything else.
     */
    void restartOurs() {
        Eventually.within(Duration.ofSeconds(5), () -> "we wait for nothing", () -> ours.counted("requests_open") == 0);
        int port = ours.port();
        ours.close();
        ours = OurNode.start(vertx, OUR_KEY, ip, port, List.of());
        measure();
    }

    /** The time that the report gives counts from here: what comes before is preparation. */
    void measure() {
        measuredFromNs = System.nanoTime();
    }

    long measuredFromNs() {
        return measuredFromNs;
    }

    /** The log distances at which one node sees others, each once, farthest first. */
    static List<Integer> distances(NodeId from, List<OurNode> to) {
        return to.stream()
                .map(node -> Distance.log(from, node.nodeId()))
                .distinct()
                .sorted((a, b) -> b - a)
                .toList();
    }

    @Override
    public void close() {
        theirs.close();
        OurNode.await(vertx.close());
    }
}
