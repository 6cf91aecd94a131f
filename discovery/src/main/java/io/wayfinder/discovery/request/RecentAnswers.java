package io.wayfinder.discovery.request;

import io.wayfinder.discovery.session.Peer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/**
 * Answers of ours that the peer may not have been able to read, since both sides made a handshake at once, and most
 * implementations keep only the keys of one. In order of the last answer to a peer, hence of expiry.
 */
final class RecentAnswers {

    private final RequestLimits limits;
    private final LinkedHashMap<Peer, ArrayDeque<Given>> answers = new LinkedHashMap<>();
    private long repeated;
    private long forgotten;

    RecentAnswers(RequestLimits limits) {
        this.limits = limits;
    }

    private record Given(Bytes message, long givenMs) {}

    /** @param message encoded */
    void remember(long nowMs, Peer peer, Bytes message) {
        expire(nowMs);
        ArrayDeque<Given> given = answers.remove(peer);
        if (given == null) {
            given = new ArrayDeque<>(1);
            if (answers.size() >= limits.answeredPeers()) {
                forgotten += answers.pollFirstEntry().getValue().size();
            }
        } else if (given.size() >= limits.answersPerPeer()) {
            given.poll();
            forgotten++;
        }
        given.add(new Given(message, nowMs));
        answers.putLast(peer, given);
    }

    /**
     * What the peer may still wait for, oldest first, to be said once more. It stays remembered: when the keys change
     * again while these are under way, they cannot be read either.
     */
    List<Bytes> repeat(long nowMs, Peer peer) {
        List<Bytes> messages = new ArrayList<>();
        ArrayDeque<Given> given = answers.get(peer);
        if (given != null) {
            given.stream()
                    .filter(answer -> isWaitedFor(nowMs, answer))
                    .map(Given::message)
                    .forEach(messages::add);
        }
        repeated += messages.size();
        return messages;
    }

    void count(Map<String, Long> counters) {
        counters.put("answers_peers", (long) answers.size());
        counters.put("answers_repeated", repeated);
        counters.put("answers_forgotten", forgotten);
    }

    private void expire(long nowMs) {
        while (!answers.isEmpty()
                && !isWaitedFor(nowMs, answers.firstEntry().getValue().getLast())) {
            answers.pollFirstEntry();
        }
    }

    private boolean isWaitedFor(long nowMs, Given answer) {
        return nowMs - answer.givenMs() < limits.answerMs();
    }
}
