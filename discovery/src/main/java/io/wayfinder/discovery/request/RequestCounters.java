package io.wayfinder.discovery.request;

import io.wayfinder.discovery.wire.Rejection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What requests count, since the start. */
final class RequestCounters {

    private final EnumMap<Rejection, Long> packetsRejected = new EnumMap<>(Rejection.class);
    private final EnumMap<Rejection, Long> messagesRejected = new EnumMap<>(Rejection.class);
    private final LinkedHashMap<String, Long> outcomes = new LinkedHashMap<>();
    private long forbidden;
    private long resent;
    private long unmatched;
    private long mismatched;
    private long recordsDropped;
    private long unanswerable;

    void packetRejected(Rejection reason) {
        packetsRejected.merge(reason, 1L, Long::sum);
    }

    void messageRejected(Rejection reason) {
        messagesRejected.merge(reason, 1L, Long::sum);
    }

    void ended(Outcome outcome) {
        outcomes.merge(name(outcome), 1L, Long::sum);
    }

    /** A packet from an address that the rules forbid. */
    void forbidden() {
        forbidden++;
    }

    void resent() {
        resent++;
    }

    /** An answer to nothing that was asked of its sender, or that has ended. */
    void unmatched() {
        unmatched++;
    }

    /** An answer of the wrong type. */
    void mismatched() {
        mismatched++;
    }

    /** Records in answers that were not returned. */
    void recordsDropped(int count) {
        recordsDropped += count;
    }

    /** A request that came under keys which are gone. */
    void unanswerable() {
        unanswerable++;
    }

    /** The caller's own map. */
    Map<String, Long> totals() {
        Map<String, Long> totals = new LinkedHashMap<>();
        for (Rejection reason : Rejection.values()) {
            String label = "{reason=\"" + reason.name().toLowerCase(Locale.ROOT) + "\"}";
            totals.put("packets_rejected" + label, packetsRejected.getOrDefault(reason, 0L));
            totals.put("messages_rejected" + label, messagesRejected.getOrDefault(reason, 0L));
        }
        totals.put("packets_forbidden", forbidden);
        for (String outcome : OUTCOMES) {
            totals.put("requests_ended{outcome=\"" + outcome + "\"}", outcomes.getOrDefault(outcome, 0L));
        }
        totals.put("requests_resent", resent);
        totals.put("answers_unmatched", unmatched);
        totals.put("answers_mismatched", mismatched);
        totals.put("answers_unsent", unanswerable);
        totals.put("answer_records_dropped", recordsDropped);
        return totals;
    }

    private static final String[] OUTCOMES = {
        "answered", "timed_out", "unreachable", "misbehaved", "busy", "too_large", "cancelled"
    };

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> "answered";
            case Outcome.TimedOut timedOut -> "timed_out";
            case Outcome.Unreachable unreachable -> "unreachable";
            case Outcome.Misbehaved misbehaved -> "misbehaved";
            case Outcome.Busy busy -> "busy";
            case Outcome.TooLarge tooLarge -> "too_large";
            case Outcome.Cancelled cancelled -> "cancelled";
        };
    }
}
