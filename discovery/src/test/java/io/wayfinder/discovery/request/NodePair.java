package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.wayfinder.enr.Endpoint;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;

/** Two nodes on a link, in virtual time. Closing it fails when a datagram was left that nobody has looked at. */
public final class NodePair implements AutoCloseable {

    public final TestNode a;
    public final TestNode b;
    public final Link link;
    private long nowMs = 1_000_000;

    public NodePair() {
        this(1);
    }

    public NodePair(long seed) {
        this(
                new TestNode(2 * seed, Endpoint.parse("127.0.0.1:30301")),
                new TestNode(2 * seed + 1, Endpoint.parse("127.0.0.1:30302")),
                new Link(new SplittableRandom(seed)));
    }

    public NodePair(TestNode a, TestNode b, Link link) {
        this.a = a;
        this.b = b;
        this.link = link;
    }

    public long nowMs() {
        return nowMs;
    }

    /** Asks and does not wait. */
    public long start(TestNode from, TestNode to, Question question) {
        return start(from, to.contact(), question);
    }

    public long start(TestNode from, Contact to, Question question) {
        long request = from.requests().ask(nowMs, to, question);
        from.drain(nowMs, link);
        return request;
    }

    /** Asks and waits until the request has ended. */
    public Outcome ask(TestNode from, TestNode to, Question question) {
        return ask(from, to.contact(), question);
    }

    public Outcome ask(TestNode from, Contact to, Question question) {
        return await(from, start(from, to, question));
    }

    /** A PING that is answered: afterwards there is a session. */
    public void connect(TestNode from, TestNode to) {
        assertInstanceOf(Outcome.Answered.class, ask(from, to, new Question.Ping()));
        settle();
    }

    /** Runs until the request has ended. */
    public Outcome await(TestNode from, long request) {
        while (true) {
            Outcome outcome = from.outcome(request);
            if (outcome != null) {
                return outcome;
            }
            if (!step(Long.MAX_VALUE)) {
                throw new AssertionError("nothing is to come, and the request has not ended");
            }
        }
    }

    /** Runs until no datagram is on its way. */
    public void settle() {
        while (link.nextDueMs() != Long.MAX_VALUE) {
            step(Long.MAX_VALUE);
        }
    }

    /** Runs for so long, whatever happens. */
    public void run(long ms) {
        long untilMs = nowMs + ms;
        while (step(untilMs)) {
            // Each step is one moment.
        }
        nowMs = untilMs;
        tick();
    }

    /** Hands a datagram to the node at its destination, past the link. */
    public void inject(TestNode to, Endpoint from, Bytes datagram) {
        to.requests().receive(nowMs, from, datagram);
        to.drain(nowMs, link);
    }

    @Override
    public void close() {
        assertEquals(0, link.unexamined(), "datagrams that nobody has looked at");
    }

    /** Goes to the next moment at which something happens; false when there is none by {@code untilMs}. */
    private boolean step(long untilMs) {
        long nextMs = link.nextDueMs();
        for (TestNode node : List.of(a, b)) {
            nextMs = Math.min(nextMs, node.requests().nextDeadlineMs());
        }
        if (nextMs > untilMs || nextMs == Long.MAX_VALUE) {
            return false;
        }
        nowMs = Math.max(nowMs, nextMs);
        for (Link.Flight flight; (flight = link.arrived(nowMs)) != null; ) {
            deliver(flight);
        }
        tick();
        return true;
    }

    private void deliver(Link.Flight flight) {
        for (TestNode node : List.of(a, b)) {
            if (node.endpoint.equals(flight.to())) {
                node.requests().receive(nowMs, flight.from(), flight.datagram());
                node.drain(nowMs, link);
                return;
            }
        }
    }

    private void tick() {
        for (TestNode node : List.of(a, b)) {
            node.requests().tick(nowMs);
            node.drain(nowMs, link);
        }
    }
}
