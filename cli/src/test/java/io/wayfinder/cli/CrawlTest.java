package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class CrawlTest {

    private static final Secp256k1 CURVE = Secp256k1.provider();
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final int NODES = 600;

    private static final List<NodeRecord> RECORDS = new ArrayList<>();

    @BeforeAll
    static void makeRecords() {
        Random random = new Random(1);
        for (int i = 0; RECORDS.size() < NODES; i++) {
            RECORDS.add(record(SecretKey.generate(random), 1, 10_000 + i));
        }
    }

    private static NodeRecord record(SecretKey key, long seq, int port) {
        return new NodeRecordBuilder()
                .seq(seq)
                .put(Entries.IP, IpAddress.parse("127.0.0.1"))
                .put(Entries.UDP, port)
                .sign(key, CURVE);
    }

    /** Answers as a network with full tables does: of each distance any 16, and 16 in all. Time passes as it is asked. */
    private static final class Network {
        private final List<NodeRecord> records;
        private final Set<NodeId> dead = new HashSet<>();
        private final Random random = new Random(2);
        private final Map<NodeId, Integer> asked = new HashMap<>();
        private double loss;
        private long nowMs;
        private int askedAtOnce;

        Network(List<NodeRecord> records) {
            this.records = records;
        }

        void walk(Crawl crawl) {
            while (!crawl.isDone()) {
                step(crawl);
                assertTrue(nowMs < 3_600_000, "a crawl ends");
            }
        }

        void step(Crawl crawl) {
            List<Crawl.Ask> asks = crawl.next(nowMs);
            askedAtOnce = Math.max(askedAtOnce, asks.size());
            nowMs += 10;
            for (Crawl.Ask ask : asks) {
                NodeId id = ask.to().id();
                asked.merge(id, 1, Integer::sum);
                if (dead.contains(id) || random.nextDouble() < loss) {
                    crawl.failed(ask, NOON, nowMs);
                } else {
                    crawl.answered(ask, answer(id, ask.distances()), NOON);
                }
            }
        }

        private List<NodeRecord> answer(NodeId id, List<Integer> distances) {
            List<NodeRecord> answer = new ArrayList<>();
            for (int distance : distances) {
                List<NodeRecord> bucket = new ArrayList<>(records.stream()
                        .filter(record -> Distance.log(id, record.nodeId()) == distance)
                        .toList());
                Collections.shuffle(bucket, new Random(id.w0()));
                answer.addAll(bucket.subList(0, Math.min(16, bucket.size())));
            }
            return answer.subList(0, Math.min(16, answer.size()));
        }
    }

    private static Crawl crawl() {
        Crawl crawl = new Crawl(1_000, 512, 0);
        crawl.begin(Contact.of(RECORDS.getFirst()));
        return crawl;
    }

    @Test
    void everyNodeIsFound() {
        Network network = new Network(RECORDS);
        Crawl crawl = crawl();
        network.walk(crawl);
        assertEquals(NODES, crawl.count().answering());
        assertEquals(NODES, crawl.kept().size());
        assertTrue(crawl.kept().stream().allMatch(node -> node.score() == 1));
        assertTrue(crawl.count().requests() < NODES * 5, crawl.count().toString());
    }

    @Test
    void deadNodesAreAskedAndNotKept() {
        Network network = new Network(RECORDS);
        for (int i = 1; i < NODES; i += 3) {
            network.dead.add(RECORDS.get(i).nodeId());
        }
        Crawl crawl = crawl();
        network.walk(crawl);
        assertEquals(NODES - NODES / 3, crawl.kept().size());
        assertEquals(NODES / 3, crawl.count().silent());
        assertTrue(crawl.kept().stream()
                .noneMatch(node -> network.dead.contains(node.record().nodeId())));
    }

    @Test
    void lostAnswersCostNoNodes() {
        Network network = new Network(RECORDS);
        network.loss = 0.05;
        Crawl crawl = crawl();
        network.walk(crawl);
        assertTrue(crawl.kept().size() >= NODES * 99 / 100, crawl.count().toString());
    }

    @Test
    void rateIsKept() {
        Network network = new Network(RECORDS);
        Crawl crawl = new Crawl(100, 512, 0);
        crawl.begin(Contact.of(RECORDS.getFirst()));
        for (int i = 0; i < 500; i++) {
            network.step(crawl);
        }
        assertTrue(crawl.count().requests() <= 502, crawl.count().toString());
        assertTrue(network.askedAtOnce <= 2, "no bursts: " + network.askedAtOnce);
    }

    @Test
    void crawlGoesOnWhereTheFileEnds() {
        Network network = new Network(RECORDS);
        Crawl first = crawl();
        while (first.count().answering() < NODES / 2) {
            network.step(first);
        }
        network.asked.clear();
        Crawl second = new Crawl(1_000, 512, network.nowMs);
        Instant fresh = NOON.minus(Duration.ofMinutes(10));
        first.kept().forEach(node -> second.resume(node, fresh));
        second.begin(Contact.of(RECORDS.getFirst()));
        assertTrue(second.isDone(), "all that the file has is fresh");

        Instant stale = NOON.plusSeconds(1);
        Crawl third = new Crawl(1_000, 512, network.nowMs);
        first.kept().forEach(node -> third.resume(node, stale));
        third.begin(Contact.of(RECORDS.getFirst()));
        network.walk(third);
        assertEquals(NODES, third.kept().size());
        assertEquals(
                2,
                third.kept().stream()
                        .filter(node -> node.record().equals(RECORDS.getFirst()))
                        .findFirst()
                        .orElseThrow()
                        .score());
    }

    @Test
    void nodeThatFellSilentIsDroppedAtLast() {
        Network network = new Network(List.of());
        NodeRecord record = RECORDS.getFirst();
        network.dead.add(record.nodeId());
        CrawledNode proven =
                CrawledNode.of(record).answered(NOON).answered(NOON).answered(NOON);
        Crawl crawl = new Crawl(1_000, 512, 0);
        crawl.resume(proven, NOON.plusSeconds(1));
        network.walk(crawl);
        CrawledNode once = crawl.kept().iterator().next();
        assertEquals(1, once.score());
        assertFalse(once.silent(NOON).isKept());
    }

    @Test
    void silentNodeIsAskedAgainWhereItsNewerRecordLeads() {
        SecretKey key = SecretKey.generate(new Random(3));
        NodeRecord old = record(key, 1, 1_111);
        NodeRecord moved = record(key, 2, 2_222);
        Crawl crawl = new Crawl(1_000, 512, 0);
        crawl.begin(Contact.of(old));
        crawl.failed(crawl.next(0).getFirst(), NOON, 0);
        crawl.failed(crawl.next(5).getFirst(), NOON, 5);
        assertTrue(crawl.isDone(), "asked twice");
        crawl.begin(Contact.of(RECORDS.getFirst()));
        crawl.answered(crawl.next(20).getFirst(), List.of(moved), NOON);
        List<Crawl.Ask> asks = new ArrayList<>();
        for (long nowMs = 30; nowMs < 60; nowMs++) {
            asks.addAll(crawl.next(nowMs));
        }
        assertTrue(asks.stream().anyMatch(ask -> ask.to().endpoints().getFirst().port() == 2_222), asks.toString());
    }
}
