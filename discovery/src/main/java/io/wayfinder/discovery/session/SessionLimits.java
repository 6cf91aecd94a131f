package io.wayfinder.discovery.session;

/**
 * Bounds and times of sessions (protocol-notes, "Sessions").
 *
 * @param sessions kept; over it the least recently used is evicted, members of the table and peers with open requests
 *     last. About 1 kB each
 * @param sessionsPerPrefix kept per IPv4 /24 or IPv6 /64, LAN and loopback exempt; over it the least recently used of
 *     the prefix is evicted, so that one host with many keys flushes nobody else
 * @param challenges open at once; over it the oldest is evicted. A flood of 100,000 packets/s leaves each more than 160
 *     ms
 * @param sentNonces remembered at once; over it the oldest is evicted: 40,000 packets/s for their 1.5 s
 * @param members of the table told to us; more are not told apart from others
 * @param failuresPerChallenge handshakes that may fail at one challenge; later ones cost no curve work
 * @param attemptsInARow handshakes that we make with a peer which answers each with another challenge: that costs it
 *     nothing, and could go on for ever
 * @param challengeMs a challenge lives from its first issue
 * @param tentativeMs keys that we proposed live since their handshake packet was last sent
 * @param previousMs keys that were replaced stay readable since their last use
 * @param sentNonceMs a nonce is remembered, so that a late WHOAREYOU still finds it
 * @param tieMs both sides' handshakes that succeed within this time were made at once
 * @param curveUnitsPerMs unauthenticated curve work for strangers, in microseconds of an average machine: with the next
 *     number a quarter of the loop's time
 * @param memberCurveUnitsPerMs the share of the table's members at their own endpoints
 * @param curveBurstMs so much of both may be spent at once
 */
public record SessionLimits(
        int sessions,
        int sessionsPerPrefix,
        int challenges,
        int sentNonces,
        int members,
        int failuresPerChallenge,
        int attemptsInARow,
        long challengeMs,
        long tentativeMs,
        long previousMs,
        long sentNonceMs,
        long tieMs,
        int curveUnitsPerMs,
        int memberCurveUnitsPerMs,
        int curveBurstMs) {

    public static final SessionLimits DEFAULT = new SessionLimits(
            16_384, 64, 16_384, 65_536, 8_192, 8, 3, 1_000, 1_000, 10_000, 1_500, 1_000, 200, 50, 250);
}
