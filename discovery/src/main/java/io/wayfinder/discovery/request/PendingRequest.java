package io.wayfinder.discovery.request;

import io.wayfinder.discovery.session.Peer;
import io.wayfinder.discovery.session.SessionLayer.Sealed;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** A request that has not ended: where it goes, what was sent, and what came back so far. */
final class PendingRequest {

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final long number;
    private final Contact to;
    private final Question question;
    private final RequestId id;
    private final Bytes message;
    private final List<Peer> legs;
    private final long[] sentMs;
    private final long deadlineMs;
    private final @Nullable ResponseCollector collector;
    private int leg;
    private long keys;
    private @Nullable Nonce nonce;
    private long dialledMs = NEVER;
    private @Nullable Peer firstFrom;
    private long firstRttMs;
    private @Nullable String misdeed;

    /**
     * For {@link PendingRequests}: when the present attempt, or the wait for the rest of an answer, is over, and when it
     * has waited for a handshake.
     */
    long legDueMs;

    long holdDueMs;

    /**
     * @param legs whom the attempts go to, one after the other; at least one
     * @param message encoded
     * @param collector for a FINDNODE
     */
    PendingRequest(
            long number,
            Contact to,
            Question question,
            RequestId id,
            Bytes message,
            List<Peer> legs,
            long deadlineMs,
            @Nullable ResponseCollector collector) {
        this.number = number;
        this.to = to;
        this.question = question;
        this.id = id;
        this.message = message;
        this.legs = legs;
        this.sentMs = new long[legs.size()];
        this.deadlineMs = deadlineMs;
        this.collector = collector;
    }

    /** @param enrSeq of our record */
    static Bytes encode(RequestId id, Question question, long enrSeq) {
        return MessageCodec.encode(
                switch (question) {
                    case Question.Ping ping -> new Message.Ping(id, enrSeq);
                    case Question.FindNode findNode -> new Message.FindNode(id, findNode.distances());
                    case Question.Talk talk -> new Message.TalkRequest(id, talk.protocol(), talk.payload());
                });
    }

    long number() {
        return number;
    }

    Contact to() {
        return to;
    }

    Question question() {
        return question;
    }

    RequestId id() {
        return id;
    }

    Bytes message() {
        return message;
    }

    /** When it ends at the latest. */
    long deadlineMs() {
        return deadlineMs;
    }

    /** Whom the present attempt goes to. */
    Peer at() {
        return legs.get(leg);
    }

    /** Goes on to the next attempt; false when there is none. */
    boolean nextLeg() {
        if (leg + 1 >= legs.size()) {
            return false;
        }
        leg++;
        keys = 0;
        return true;
    }

    /** The present attempt went out in an ordinary packet. */
    void sent(long nowMs, Sealed packet) {
        sent(nowMs, packet.keys());
        nonce = packet.nonce();
    }

    /** The present attempt went out under the key set of this number. */
    void sent(long nowMs, long underKeys) {
        keys = underKeys;
        sentMs[leg] = nowMs;
    }

    /** The present attempt waits for a session. */
    void await(long nowMs) {
        keys = 0;
        sentMs[leg] = nowMs;
    }

    /**
     * Whether the peer cannot have read it: it waits for a session, or went out under keys up to these, which were
     * refused.
     */
    boolean isUnread(long refused) {
        return keys <= refused;
    }

    /** Whether the last ordinary packet that carried it had this nonce. */
    boolean wentUnder(Nonce other) {
        return other.equals(nonce);
    }

    /** The key set of this number will never be: what went out under it has not been read. */
    void forget(long unprovedKeys) {
        if (keys == unprovedKeys) {
            keys = 0;
        }
    }

    void dialled(long nowMs) {
        dialledMs = nowMs;
    }

    long dialledMs() {
        return dialledMs;
    }

    /** Whether an answer may come from the peer: from the present attempt or one before. */
    boolean wasSentTo(Peer peer) {
        return legs.subList(0, leg + 1).contains(peer);
    }

    /** Takes a response that has this request's ID, from a peer it was sent to. The outcome when it is the last one. */
    @Nullable
    Outcome accept(long nowMs, Peer from, Message response) {
        return switch (response) {
            case Message.Pong pong
            when question instanceof Question.Ping -> {
                Endpoint recipient = Endpoint.of(IpAddress.of(pong.ip()), pong.port());
                yield answered(new Answer.Pong(pong.enrSeq(), recipient), from, rttMs(nowMs, from));
            }
            case Message.TalkResponse talk
            when question instanceof Question.Talk ->
                answered(new Answer.Talk(talk.payload()), from, rttMs(nowMs, from));
            case Message.Nodes nodes when collector != null -> collect(nowMs, collector, from, nodes);
            default -> {
                misdeed = response.getClass().getSimpleName() + " is no answer to "
                        + question.getClass().getSimpleName();
                yield null;
            }
        };
    }

    /** Whether part of an answer has come: then it is not worth to ask again. */
    boolean hasPartOfAnswer() {
        return collector != null && collector.hasPackets();
    }

    /** Records in answers that were not taken. */
    int recordsDropped() {
        return collector == null ? 0 : collector.recordsDropped();
    }

    Outcome outcomeOnTimeOut() {
        if (collector != null && firstFrom != null) {
            return answered(new Answer.Nodes(collector.records(), false), firstFrom, firstRttMs);
        }
        return misdeed == null ? new Outcome.TimedOut() : new Outcome.Misbehaved(misdeed);
    }

    private @Nullable Outcome collect(long nowMs, ResponseCollector into, Peer from, Message.Nodes nodes) {
        if (firstFrom == null) {
            firstFrom = from;
            firstRttMs = rttMs(nowMs, from);
        }
        into.add(from, nodes);
        return into.isComplete() ? answered(new Answer.Nodes(into.records(), true), firstFrom, firstRttMs) : null;
    }

    /** Since the last attempt that went to the peer. */
    private long rttMs(long nowMs, Peer peer) {
        return nowMs - sentMs[legs.subList(0, leg + 1).lastIndexOf(peer)];
    }

    private static Outcome answered(Answer answer, Peer from, long rttMs) {
        return new Outcome.Answered(answer, from, rttMs);
    }
}
