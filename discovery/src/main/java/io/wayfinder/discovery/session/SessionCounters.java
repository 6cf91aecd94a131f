package io.wayfinder.discovery.session;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the session layer counts, since the start. */
final class SessionCounters {

    private final EnumMap<SessionDrop, Long> drops = new EnumMap<>(SessionDrop.class);
    long challengesIssued;
    long challengesRepeated;
    long handshakesSent;
    long handshakesProved;
    long handshakesAccepted;

    void dropped(SessionDrop reason) {
        drops.merge(reason, 1L, Long::sum);
    }

    /** The caller's own map. */
    Map<String, Long> totals() {
        Map<String, Long> totals = new LinkedHashMap<>();
        for (SessionDrop reason : SessionDrop.values()) {
            String label = reason.name().toLowerCase(Locale.ROOT);
            totals.put("packets_dropped{reason=\"" + label + "\"}", drops.getOrDefault(reason, 0L));
        }
        totals.put("challenges_sent", challengesIssued);
        totals.put("challenges_repeated", challengesRepeated);
        totals.put("handshakes_sent", handshakesSent);
        totals.put("handshakes_proved", handshakesProved);
        totals.put("handshakes_accepted", handshakesAccepted);
        return totals;
    }
}
