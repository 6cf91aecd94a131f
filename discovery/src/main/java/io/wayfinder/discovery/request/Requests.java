package io.wayfinder.discovery.request;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.session.KnownRecords;
import io.wayfinder.discovery.session.Peer;
import io.wayfinder.discovery.session.SessionEvent;
import io.wayfinder.discovery.session.SessionLayer;
import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Asks and is asked, over sessions: datagrams in, {@link RequestEvent}s out. Call order: any input ({@link #receive},
 * {@link #ask}, {@link #replyPong} and its like, {@link #tick}), then {@link #poll} until null, then arm the timer for
 * {@link #nextDeadlineMs}. Confined to one thread.
 */
public final class Requests {

    private final NodeId localId;
    private final PacketCodec codec;
    private final RandomGenerator secrets;
    private final KnownRecords known;
    private final AddressRules rules;
    private final RequestLimits limits;
    private final SessionLayer sessions;
    private final Routes routes;
    private final PendingRequests pending;
    private final RecentAnswers recentAnswers;
    private final RequestCounters counters = new RequestCounters();
    private final ArrayDeque<RequestEvent> events = new ArrayDeque<>();
    private NodeRecord local;
    private long lastRequest;

    public Requests(
            SecretKey key,
            NodeRecord local,
            PacketCodec codec,
            Secp256k1 curve,
            RandomGenerator secrets,
            KnownRecords known,
            AddressRules rules,
            RequestLimits limits,
            SessionLimits sessionLimits) {
        this.localId = local.nodeId();
        this.local = local;
        this.codec = codec;
        this.secrets = secrets;
        this.known = known;
        this.rules = rules;
        this.limits = limits;
        this.sessions = new SessionLayer(key, local, codec, curve, secrets, known, sessionLimits);
        this.routes = new Routes(localId, rules, sessions);
        this.pending = new PendingRequests(limits);
        this.recentAnswers = new RecentAnswers(limits);
    }

    /** The record to announce from now on. */
    public void announce(NodeRecord local) {
        this.local = local;
        sessions.announce(local);
    }

    /**
     * Tells who is in the table: sessions with members are evicted last, and no flood of strangers delays their
     * handshakes.
     */
    public void member(NodeId id, boolean isMember) {
        sessions.member(id, isMember);
    }

    /**
     * Starts a request; its {@link RequestEvent.Finished} comes with the number returned here. Never throws for a
     * peer's faults.
     */
    public long ask(long nowMs, Contact to, Question question) {
        return ask(nowMs, to, question, limits.attempts());
    }

    /** The same, but one attempt at each endpoint. */
    public long askOnce(long nowMs, Contact to, Question question) {
        return ask(nowMs, to, question, 1);
    }

    private long ask(long nowMs, Contact to, Question question, int attempts) {
        long number = ++lastRequest;
        RequestId id = newRequestId();
        Bytes message = PendingRequest.encode(id, question, local.seq());
        Outcome refusal = refusal(to, question, message.size());
        if (refusal != null) {
            counters.ended(refusal);
            events.add(new RequestEvent.Finished(number, to, question, refusal));
            return number;
        }
        to.record().ifPresent(known::keep);
        ResponseCollector collector = question instanceof Question.FindNode findNode
                ? new ResponseCollector(findNode.distances(), known, rules)
                : null;
        List<Peer> legs = routes.legs(to, attempts);
        pending.add(new PendingRequest(number, to, question, id, message, legs, nowMs + limits.overallMs(), collector));
        sessions.awaited(to.id(), true);
        startQueued(nowMs, to.id());
        return number;
    }

    /** Ends the request as {@link Outcome.Cancelled}; nothing happens when it has ended. */
    public void cancel(long nowMs, long request) {
        PendingRequest cancelled = pending.get(request);
        if (cancelled != null) {
            finish(nowMs, cancelled, new Outcome.Cancelled());
        }
    }

    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        if (!rules.permits(from)) {
            counters.forbidden();
            return;
        }
        switch (codec.decode(localId, datagram)) {
            case Decoded.Rejected<Packet> rejected -> counters.packetRejected(rejected.reason());
            case Decoded.Ok<Packet> ok -> react(nowMs, sessions.receive(nowMs, from, ok.value()));
        }
    }

    /** Answers a PING with a PONG. */
    public void replyPong(long nowMs, RequestEvent.Asked asked) {
        Endpoint to = asked.from().endpoint();
        reply(
                nowMs,
                asked,
                new Message.Pong(
                        asked.message().requestId(), local.seq(), to.address().bytes(), to.port()));
    }

    /** Answers a FINDNODE: packed by real size into at most 5 NODES packets; records beyond that are dropped. */
    public void replyNodes(long nowMs, RequestEvent.Asked asked, List<NodeRecord> records) {
        for (Message.Nodes nodes : NodesPacking.pack(asked.message().requestId(), records)) {
            reply(nowMs, asked, nodes);
        }
    }

    /** Answers a TALKREQ; throws IllegalArgumentException when the payload does not fit, with the limit. */
    public void replyTalk(long nowMs, RequestEvent.Asked asked, Bytes payload) {
        Message.TalkResponse response = new Message.TalkResponse(asked.message().requestId(), payload);
        int excess = MessageCodec.encode(response).size() - PacketCodec.ordinaryMessageMax();
        if (excess > 0) {
            throw new IllegalArgumentException("the answer has at most " + (payload.size() - excess) + " bytes");
        }
        reply(nowMs, asked, response);
    }

    public void tick(long nowMs) {
        for (Peer peer : sessions.tick(nowMs)) {
            if (sessions.currentKeys(peer) != 0) {
                resume(nowMs, peer, 0);
            }
        }
        for (PendingRequest overdue; (overdue = pending.overdue(nowMs)) != null; ) {
            finish(nowMs, overdue, overdue.outcomeOnTimeOut());
        }
        for (PendingRequest held; (held = pending.pollOverdueHold(nowMs)) != null; ) {
            if (held.isUnread(0)) {
                dial(nowMs, held);
                pending.startLeg(nowMs, held);
            }
        }
        for (PendingRequest partial; (partial = pending.overdueRest(nowMs)) != null; ) {
            finish(nowMs, partial, partial.outcomeOnTimeOut());
        }
        for (PendingRequest silent; (silent = pending.pollOverdueLeg(nowMs)) != null; ) {
            if (!silent.nextLeg()) {
                finish(nowMs, silent, silent.outcomeOnTimeOut());
            } else {
                counters.resent();
                send(nowMs, silent);
            }
        }
    }

    public long nextDeadlineMs() {
        return Math.min(pending.nextDeadlineMs(), sessions.nextDeadlineMs());
    }

    public @Nullable RequestEvent poll() {
        return events.poll();
    }

    /** Totals since the start, and current sizes, by metric name: rejections, challenges, handshakes, sessions ... */
    public Map<String, Long> counters() {
        Map<String, Long> all = counters.totals();
        all.put("requests_open", (long) pending.size());
        recentAnswers.count(all);
        all.putAll(sessions.counters());
        return all;
    }

    SessionLayer sessions() {
        return sessions;
    }

    /** Why the request cannot be made; null when it can. */
    private @Nullable Outcome refusal(Contact to, Question question, int messageSize) {
        int excess = messageSize - PacketCodec.ordinaryMessageMax();
        if (excess > 0) {
            int size = question instanceof Question.Talk talk ? talk.payload().size() : messageSize;
            return new Outcome.TooLarge(Math.max(0, size - excess));
        }
        Outcome unreachable = routes.unreachable(to);
        return unreachable != null || pending.hasRoom(to.id()) ? unreachable : new Outcome.Busy();
    }

    /** 8 random bytes, the first of which is not zero: some implementations read a number, and lose leading zeros. */
    private RequestId newRequestId() {
        while (true) {
            long value = secrets.nextLong();
            RequestId id = new RequestId(value, RequestId.SIZE_MAX);
            if (value >>> (Long.SIZE - Byte.SIZE) != 0 && !pending.isUsed(id)) {
                return id;
            }
        }
    }

    private void startQueued(long nowMs, NodeId id) {
        for (PendingRequest next; (next = pending.start(id)) != null; ) {
            // One whose time was over before its turn came is about to be ended.
            if (nowMs < next.deadlineMs()) {
                send(nowMs, next);
            }
        }
    }

    /** Starts an attempt: under the session's keys, or by asking for a session. */
    private void send(long nowMs, PendingRequest request) {
        Peer peer = request.at();
        SessionLayer.Sealed sealed = sessions.seal(nowMs, peer, request.message());
        if (sealed != null) {
            transmit(peer, sealed.datagram());
            request.sent(nowMs, sealed);
        } else {
            request.await(nowMs);
        }
        if (sealed == null && sessions.awaitsHandshake(nowMs, peer)) {
            // A probe that meets the peer after its handshake packet is out would cost some their new session.
            pending.hold(nowMs, request);
        } else if (sealed == null || sessions.isDoubtful(nowMs, peer)) {
            dial(nowMs, request);
        }
        pending.startLeg(nowMs, request);
    }

    private void dial(long nowMs, PendingRequest request) {
        Peer peer = request.at();
        if (!pending.isDialled(nowMs, peer)) {
            sessions.dial(nowMs, peer, request.to().key()).forEach(datagram -> transmit(peer, datagram));
            request.dialled(nowMs);
        }
    }

    private void react(long nowMs, SessionEvent event) {
        switch (event) {
            case SessionEvent.Opened opened -> {
                deliver(nowMs, opened.peer(), opened.keys(), opened.message());
                if (opened.serveAgain()) {
                    resume(nowMs, opened.peer(), 0);
                }
            }
            case SessionEvent.Established established -> {
                Peer peer = established.peer();
                established.record().ifPresent(record -> events.add(new RequestEvent.Met(record, peer)));
                deliver(nowMs, peer, established.keys(), established.message());
                resume(nowMs, peer, established.refused());
                if (established.refused() != 0) {
                    // What we answered under keys that the peer gave up is lost as well.
                    recentAnswers
                            .repeat(nowMs, peer)
                            .forEach(message -> transmitAnswer(nowMs, peer, established.keys(), message));
                }
            }
            case SessionEvent.Challenged challenged -> answer(nowMs, challenged);
            case SessionEvent.Challenge challenge ->
                events.add(new RequestEvent.Transmit(challenge.to(), challenge.datagram()));
            case SessionEvent.Dropped dropped -> {
                // Counted by the session layer.
            }
        }
    }

    /** Answers a WHOAREYOU with the request that it names or else the oldest unread one, or with a PING if too large. */
    private void answer(long nowMs, SessionEvent.Challenged challenged) {
        Peer peer = challenged.peer();
        List<PendingRequest> requests = pending.inFlightAt(peer);
        requests.forEach(request -> request.forget(challenged.replaced()));
        PendingRequest carried = pending.unread(peer, challenged);
        if (carried != null && carried.message().size() > sessions.answerMax(challenged)) {
            carried = null;
        }
        Bytes message = carried != null
                ? carried.message()
                : PendingRequest.encode(newRequestId(), new Question.Ping(), local.seq());
        SessionLayer.Answer answer = sessions.answer(nowMs, challenged, message);
        answer.datagrams().forEach(datagram -> transmit(peer, datagram));
        if (carried != null) {
            carried.sent(nowMs, answer.keys());
        }
        // The peer is there: whoever waits for it may wait for as long again.
        requests.stream()
                .filter(request -> !request.hasPartOfAnswer())
                .forEach(request -> pending.startLeg(nowMs, request));
    }

    /** There is a session: sends what waited for it, and what the peer could not read. */
    private void resume(long nowMs, Peer peer, long refused) {
        for (PendingRequest request : pending.inFlightAt(peer)) {
            if (request.isUnread(refused)) {
                send(nowMs, request);
            }
        }
    }

    private void deliver(long nowMs, Peer from, long keys, Bytes plaintext) {
        switch (MessageCodec.decode(plaintext)) {
            case Decoded.Rejected<Message> rejected -> counters.messageRejected(rejected.reason());
            case Decoded.Ok<Message> ok -> {
                Message message = ok.value();
                switch (message) {
                    case Message.Ping ping -> events.add(new RequestEvent.Asked(from, message, keys));
                    case Message.FindNode findNode -> events.add(new RequestEvent.Asked(from, message, keys));
                    case Message.TalkRequest request -> events.add(new RequestEvent.Asked(from, message, keys));
                    case Message.Pong pong -> match(nowMs, from, message);
                    case Message.Nodes nodes -> match(nowMs, from, message);
                    case Message.TalkResponse response -> match(nowMs, from, message);
                }
            }
        }
    }

    private void match(long nowMs, Peer from, Message response) {
        PendingRequest request = pending.get(response.requestId());
        if (request == null || !request.wasSentTo(from)) {
            counters.unmatched();
            return;
        }
        int droppedBefore = request.recordsDropped();
        Outcome outcome = request.accept(nowMs, from, response);
        counters.recordsDropped(request.recordsDropped() - droppedBefore);
        if (outcome != null) {
            finish(nowMs, request, outcome);
        } else if (request.hasPartOfAnswer()) {
            pending.awaitRest(nowMs, request);
        } else {
            counters.mismatched();
        }
    }

    private void finish(long nowMs, PendingRequest request, Outcome outcome) {
        pending.remove(request);
        counters.ended(outcome);
        events.add(new RequestEvent.Finished(request.number(), request.to(), request.question(), outcome));
        NodeId id = request.to().id();
        if (pending.isAwaited(id)) {
            startQueued(nowMs, id);
        } else {
            sessions.awaited(id, false);
        }
    }

    private void reply(long nowMs, RequestEvent.Asked asked, Message response) {
        Bytes message = MessageCodec.encode(response);
        transmitAnswer(nowMs, asked.from(), asked.keys(), message);
        if (sessions.isAmbiguous(nowMs, asked.from())) {
            recentAnswers.remember(nowMs, asked.from(), message);
        }
    }

    private void transmitAnswer(long nowMs, Peer to, long keys, Bytes message) {
        SessionLayer.Sealed sealed = sessions.sealAnswer(nowMs, to, keys, message);
        if (sealed == null) {
            counters.unanswerable();
        } else {
            transmit(to, sealed.datagram());
        }
    }

    private void transmit(Peer to, Bytes datagram) {
        events.add(new RequestEvent.Transmit(to.endpoint(), datagram));
    }
}
