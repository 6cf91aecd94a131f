package io.wayfinder.discovery.request;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.session.KnownRecords;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Asks and is asked, over sessions: datagrams in, {@link RequestEvent}s out. Call order: any input ({@link #receive}, {@link #ask},
 * {@link #replyPong} and its like, {@link #tick}), then {@link #poll} until null, then arm the timer for {@link #nextDeadlineMs}. Confined to one thread.
 */
public final class Requests {

    public Requests(
            SecretKey key,
            NodeRecord local,
            PacketCodec codec,
            Secp256k1 curve,
            RandomGenerator secrets,
            KnownRecords known,
            AddressRules rules,
            RequestLimits limits) {}

    /** The record to announce from now on. */
    public void announce(NodeRecord local) {
        throw new UnsupportedOperationException("contract");
    }

    /** Starts a request; its {@link RequestEvent.Finished} comes with the number returned here. Never throws for a peer's faults. */
    public long ask(long nowMs, Contact to, Question question) {
        throw new UnsupportedOperationException("contract");
    }

    /** Ends the request as {@link Outcome.Cancelled}; nothing happens when it has ended. */
    public void cancel(long nowMs, long request) {
        throw new UnsupportedOperationException("contract");
    }

    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        throw new UnsupportedOperationException("contract");
    }

    /** Answers a PING with a PONG. */
    public void replyPong(long nowMs, RequestEvent.Asked asked) {
        throw new UnsupportedOperationException("contract");
    }

    /** Answers a FINDNODE: packed by real size into at most 5 NODES packets; records beyond that are dropped. */
    public void replyNodes(long nowMs, RequestEvent.Asked asked, List<NodeRecord> records) {
        throw new UnsupportedOperationException("contract");
    }

    /** Answers a TALKREQ; throws IllegalArgumentException when the payload does not fit, with the limit. */
    public void replyTalk(long nowMs, RequestEvent.Asked asked, Bytes payload) {
        throw new UnsupportedOperationException("contract");
    }

    public void tick(long nowMs) {
        throw new UnsupportedOperationException("contract");
    }

    public long nextDeadlineMs() {
        throw new UnsupportedOperationException("contract");
    }

    public @Nullable RequestEvent poll() {
        throw new UnsupportedOperationException("contract");
    }

    /** Totals since the start, and current sizes, by metric name: rejections, challenges, handshakes, sessions ... */
    public Map<String, Long> counters() {
        throw new UnsupportedOperationException("contract");
    }
}
