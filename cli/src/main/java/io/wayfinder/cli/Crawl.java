package io.wayfinder.cli;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the whole network, breadth first, as a value: it says what to ask next and is told what was answered. It knows neither
 * sockets nor clocks, and is confined to one thread.
 *
 * <p>Each node is asked once for its near buckets, which hold all of its neighbours: so whoever is in the network is found by those near
 * to it. Its full, far buckets are asked one by one while such questions still bring new nodes, which at the beginning is how the crawl
 * spreads, and at the end a waste.
 */
final class Crawl {

    /** A pause is not made up for: no more than this much of the rate at once, since the answers come at once too. */
    private static final double BURST_MS = 20;

    private static final int SILENT_FEW = 16;

    private final double perMs;
    private final CrawlWindow window;
    private final CrawlPlan plan = new CrawlPlan();
    private final Map<NodeId, CrawledNode> nodes = new LinkedHashMap<>();
    private final Map<NodeId, Visit> visits = new LinkedHashMap<>();
    private final Deque<Visit> unvisited = new ArrayDeque<>();
    /** Visits under way whose next question waits for the rate. */
    private final Deque<Visit> waiting = new ArrayDeque<>();

    private double tokens;
    private long refilledMs;
    private int inFlight;
    private int answering;
    private int silent;
    private int requests;

    /** At most {@code perSecond} requests a second, and {@code parallel} in flight. */
    Crawl(double perSecond, int parallel, long nowMs) {
        this.perMs = perSecond / 1_000;
        this.window = new CrawlWindow(parallel);
        this.tokens = 1;
        this.refilledMs = nowMs;
    }

    /** A question to put to a node now. */
    record Ask(Contact to, List<Integer> distances) {}

    /** How far it is. */
    record Count(int answering, int silent, int waiting, int inFlight, int requests) {}

    private static final class Visit {
        private final NodeId id;
        private Contact contact;
        private List<List<Integer>> questions = List.of();
        private int asked;
        private boolean answered;
        private boolean over;
        private boolean again;
        private @Nullable Instant silentAt;

        Visit(Contact contact) {
            this.id = contact.id();
            this.contact = contact;
        }
    }

    /** Where to begin, besides what is resumed. */
    void begin(Contact contact) {
        contact.record().ifPresent(record -> nodes.putIfAbsent(contact.id(), CrawledNode.of(record)));
        queue(contact);
    }

    /** A node of an earlier crawl; asked again unless that was since {@code fresh}. */
    void resume(CrawledNode node, Instant fresh) {
        NodeId id = node.record().nodeId();
        nodes.merge(id, node, (old, other) -> other.heard(old.record()));
        if (!node.isCheckedSince(fresh)) {
            queue(Contact.of(node.record()));
        } else if (!visits.containsKey(id)) {
            Visit done = new Visit(Contact.of(node.record()));
            done.over = true;
            visits.put(id, done);
        }
    }

    private void queue(Contact contact) {
        if (!visits.containsKey(contact.id()) && !contact.endpoints().isEmpty()) {
            Visit visit = new Visit(contact);
            visits.put(contact.id(), visit);
            unvisited.add(visit);
        }
    }

    /** What may be asked now. Each is to be followed by {@link #answered} or {@link #failed}. */
    List<Ask> next(long nowMs) {
        tokens = Math.min(Math.max(1, perMs * BURST_MS), tokens + (nowMs - refilledMs) * perMs);
        refilledMs = nowMs;
        List<Ask> asks = new ArrayList<>();
        while (tokens >= 1 && inFlight < window.size() && !(waiting.isEmpty() && unvisited.isEmpty())) {
            asks.add(ask(waiting.isEmpty() ? begun(unvisited.remove()) : waiting.remove()));
            tokens--;
        }
        return asks;
    }

    private Visit begun(Visit visit) {
        visit.questions = plan.questions(answering);
        return visit;
    }

    private Ask ask(Visit visit) {
        inFlight++;
        requests++;
        return new Ask(visit.contact, visit.questions.get(visit.asked));
    }

    /** {@code records} may name the node itself: its newest record. */
    void answered(Ask ask, List<NodeRecord> records, Instant at) {
        Visit visit = ended(ask);
        window.answered();
        int found = learn(records);
        if (!visit.answered) {
            visit.answered = true;
            answering++;
            nodes.computeIfPresent(visit.id, (id, node) -> node.answered(at));
        }
        plan.answered(ask.distances(), records.size(), found);
        visit.questions = plan.refine(visit.questions, visit.asked, records.size());
        proceed(visit);
    }

    /** A question that was lost on the way, as far as we can tell, is put once more. */
    void failed(Ask ask, Instant at, long nowMs) {
        Visit visit = ended(ask);
        if (visit.answered) {
            window.lost(nowMs);
        }
        if (!visit.again && window.isLosing(nowMs)) {
            visit.again = true;
            (visit.answered ? waiting : unvisited).add(visit);
            return;
        }
        if (!visit.answered) {
            silent++;
            visit.silentAt = at;
        }
        visit.over = true;
        trySilentAgain();
    }

    /** At the end, where they are few: then they were rather unlucky than dead. */
    private void trySilentAgain() {
        if (isDone() && silent <= SILENT_FEW + answering / 10) {
            for (Visit visit : visits.values()) {
                if (visit.over && !visit.answered && !visit.again && visit.asked < visit.questions.size()) {
                    visit.again = true;
                    reopen(visit);
                }
            }
        }
    }

    private Visit ended(Ask ask) {
        inFlight--;
        Visit visit = visits.get(ask.to().id());
        if (visit == null) {
            throw new IllegalArgumentException("never asked: " + ask.to().id());
        }
        return visit;
    }

    /** The next question that is still worth while, if there is one. */
    private void proceed(Visit visit) {
        visit.asked++;
        while (visit.asked < visit.questions.size() && !plan.isWorthwhile(visit.questions.get(visit.asked))) {
            visit.asked++;
        }
        if (visit.asked < visit.questions.size()) {
            waiting.add(visit);
        } else {
            visit.over = true;
            trySilentAgain();
        }
    }

    private int learn(List<NodeRecord> records) {
        int found = 0;
        for (NodeRecord record : records) {
            NodeId id = record.nodeId();
            CrawledNode known = nodes.get(id);
            nodes.put(id, known == null ? CrawledNode.of(record) : known.heard(record));
            if (known == null) {
                found++;
                queue(Contact.of(record));
            } else if (record.newerThan(known.record())) {
                moved(id, Contact.of(record));
            }
        }
        return found;
    }

    /** A node that was silent where its old record led is asked where the newer one leads. */
    private void moved(NodeId id, Contact contact) {
        Visit visit = visits.get(id);
        if (visit == null) {
            queue(contact);
        } else if (visit.over && !visit.answered && !visit.contact.endpoints().equals(contact.endpoints())) {
            visit.contact = contact;
            reopen(visit);
        }
    }

    private void reopen(Visit visit) {
        visit.over = false;
        visit.silentAt = null;
        visit.asked = 0;
        silent--;
        unvisited.add(visit);
    }

    /** When {@link #next} may have more; {@code Long.MAX_VALUE}: not before an answer. */
    long nextDeadlineMs(long nowMs) {
        if (inFlight >= window.size() || (waiting.isEmpty() && unvisited.isEmpty())) {
            return Long.MAX_VALUE;
        }
        return nowMs + Math.max(1, (long) Math.ceil((1 - tokens) / perMs));
    }

    /** Everyone has been asked. */
    boolean isDone() {
        return inFlight == 0 && waiting.isEmpty() && unvisited.isEmpty();
    }

    Count count() {
        return new Count(answering, silent, unvisited.size(), inFlight, requests);
    }

    /** All that belong into the file. */
    Collection<CrawledNode> kept() {
        return nodes.values().stream()
                .map(this::faded)
                .filter(CrawledNode::isKept)
                .toList();
    }

    /** Silence counts once a crawl, however often the node was asked. */
    private CrawledNode faded(CrawledNode node) {
        Visit visit = visits.get(node.record().nodeId());
        return visit == null || visit.silentAt == null ? node : node.silent(visit.silentAt);
    }
}
