package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.session.KnownRecords;
import io.wayfinder.discovery.session.Peer;
import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A node of {@link Requests} alone: answers PINGs, FINDNODEs with the records it was given, and TALKREQs with their
 * payload.
 */
public final class TestNode {

    public static final Secp256k1 CURVE = Secp256k1.provider();

    private static final AddressRules RULES = new AddressRules(List.of(), true, true);

    final SecretKey key;
    final Endpoint endpoint;
    final List<RequestEvent.Asked> asked = new ArrayList<>();
    final List<RequestEvent.Met> met = new ArrayList<>();
    final Map<Long, Outcome> outcomes = new LinkedHashMap<>();
    final List<NodeRecord> neighbours = new ArrayList<>();
    private final SplittableRandom secrets;
    private final SessionLimits sessionLimits;
    private NodeRecord record;
    private Requests requests;
    private boolean answering = true;

    public TestNode(long seed, Endpoint endpoint) {
        this(seed, endpoint, SessionLimits.DEFAULT);
    }

    public TestNode(long seed, Endpoint endpoint, SessionLimits sessionLimits) {
        this.secrets = new SplittableRandom(seed);
        this.key = SecretKey.generate(secrets);
        this.endpoint = endpoint;
        this.sessionLimits = sessionLimits;
        this.record = record(key, endpoint, 1);
        this.requests = started();
    }

    /** A record with this endpoint and nothing else. */
    public static NodeRecord record(SecretKey key, Endpoint endpoint, long seq) {
        NodeRecordBuilder builder = new NodeRecordBuilder().seq(seq);
        if (endpoint.address().v6()) {
            builder.put(Entries.IP6, endpoint.address()).put(Entries.UDP6, endpoint.port());
        } else {
            builder.put(Entries.IP, endpoint.address()).put(Entries.UDP, endpoint.port());
        }
        return builder.sign(key, CURVE);
    }

    public NodeId id() {
        return record.nodeId();
    }

    public NodeRecord record() {
        return record;
    }

    public Contact contact() {
        return Contact.of(record);
    }

    public Peer peer() {
        return new Peer(id(), endpoint);
    }

    public Requests requests() {
        return requests;
    }

    public long counter(String name) {
        Long value = requests.counters().get(name);
        if (value == null) {
            throw new IllegalArgumentException("no counter " + name + " in " + requests.counters());
        }
        return value;
    }

    /** A new process with the same key: no session, no challenge and no request is left. */
    public void restart() {
        requests = started();
        outcomes.clear();
    }

    public void announce(NodeRecord newer) {
        record = newer;
        requests.announce(newer);
    }

    /** Whether requests are answered; otherwise they are only recorded. */
    public void answering(boolean on) {
        answering = on;
    }

    /** Acts on all that the node wants done: what it sends goes to the link. */
    void drain(long nowMs, Link link) {
        for (RequestEvent event; (event = requests.poll()) != null; ) {
            switch (event) {
                case RequestEvent.Transmit transmit -> link.send(nowMs, endpoint, transmit.to(), transmit.datagram());
                case RequestEvent.Finished finished ->
                    assertNull(outcomes.put(finished.request(), finished.outcome()), "a request ends once");
                case RequestEvent.Met someone -> met.add(someone);
                case RequestEvent.Asked question -> {
                    asked.add(question);
                    if (answering) {
                        answer(nowMs, question);
                    }
                }
            }
        }
    }

    void answer(long nowMs, RequestEvent.Asked question) {
        switch (question.message()) {
            case Message.Ping ping -> requests.replyPong(nowMs, question);
            case Message.FindNode findNode -> requests.replyNodes(nowMs, question, neighbours);
            case Message.TalkRequest talk -> requests.replyTalk(nowMs, question, talk.payload());
            case Message other -> throw new AssertionError("no request: " + other);
        }
    }

    @Nullable
    Outcome outcome(long request) {
        return outcomes.get(request);
    }

    private Requests started() {
        PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);
        KnownRecords known = new KnownRecords(CURVE, 1_000);
        return new Requests(key, record, codec, CURVE, secrets, known, RULES, RequestLimits.DEFAULT, sessionLimits);
    }
}
