package io.wayfinder.discovery.node;

import io.wayfinder.discovery.request.RequestEvent;
import io.wayfinder.discovery.request.Requests;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/**
 * TALKREQs that wait for the application's answer. A node gives an answer to each, if only the empty one (wire,
 * "TALKRESP").
 */
final class Talks {

    /** The asker waits 500 ms or a little more; what is left is for the way. */
    static final long ANSWER_MS = 400;

    private final Requests requests;
    private final int pendingMax;
    private final LinkedHashMap<Long, Pending> pending = new LinkedHashMap<>();
    private long nextNumber = 1;
    private long asked;
    private long expired;
    private long refused;

    private record Pending(RequestEvent.Asked asked, long deadlineMs) {}

    /** @param pendingMax over it a new one gets the empty answer at once: those that wait already keep their place */
    Talks(Requests requests, int pendingMax) {
        this.requests = requests;
        this.pendingMax = pendingMax;
    }

    /** The number under which the TALKREQ waits, or 0 when it was refused. */
    long open(long nowMs, RequestEvent.Asked talk) {
        asked++;
        if (pending.size() >= pendingMax) {
            refused++;
            requests.replyTalk(nowMs, talk, Bytes.EMPTY);
            return 0;
        }
        long number = nextNumber++;
        pending.put(number, new Pending(talk, nowMs + ANSWER_MS));
        return number;
    }

    /**
     * False when it was too late; throws IllegalArgumentException when the payload does not fit, and goes on waiting.
     */
    boolean answer(long nowMs, long number, Bytes payload) {
        Pending talk = pending.get(number);
        if (talk == null) {
            return false;
        }
        requests.replyTalk(nowMs, talk.asked(), payload);
        pending.remove(number);
        return true;
    }

    void tick(long nowMs) {
        while (nextDeadlineMs() <= nowMs) {
            Pending overdue = pending.pollFirstEntry().getValue();
            expired++;
            requests.replyTalk(nowMs, overdue.asked(), Bytes.EMPTY);
        }
    }

    /** All wait equally long, so the first is the earliest. */
    long nextDeadlineMs() {
        Map.Entry<Long, Pending> first = pending.firstEntry();
        return first == null ? Long.MAX_VALUE : first.getValue().deadlineMs();
    }

    void count(Map<String, Long> counters) {
        counters.put("talks_pending", (long) pending.size());
        counters.put("talks_asked", asked);
        counters.put("talks_expired", expired);
        counters.put("talks_refused", refused);
    }
}
