package io.wayfinder.discovery.request;

/**
 * Bounds and times of requests (protocol-notes, "Requests").
 *
 * @param inFlightPerPeer sent or waiting for a session, per node; more are queued
 * @param queuedPerPeer behind those; more end as {@link Outcome.Busy}
 * @param total open at once, over all nodes; more end as {@link Outcome.Busy}. About 1 kB each
 * @param answeredPeers whose last answers are remembered; over it those of the peer that was not answered for longest
 *     are forgotten
 * @param answersPerPeer remembered, at most 1.2 kB each; over it the oldest is forgotten. One NODES answer has 5
 * @param attempts in all, each at the next endpoint of the node and then at the first again
 * @param legMs an attempt may take without a sign of the peer; the specification's figure
 * @param restMs the next packet of an answer in several may take after one: they are sent together, so that it is lost
 *     if it is not there soon
 * @param holdMs a request waits for the handshake of a peer that we have just challenged, before we dial ourselves
 * @param answerMs an answer is remembered: about as long as anyone waits for one
 * @param overallMs a request may take, from when it was asked
 */
public record RequestLimits(
        int inFlightPerPeer,
        int queuedPerPeer,
        int total,
        int answeredPeers,
        int answersPerPeer,
        int attempts,
        long legMs,
        long restMs,
        long holdMs,
        long answerMs,
        long overallMs) {

    public static final RequestLimits DEFAULT = new RequestLimits(16, 64, 4096, 256, 8, 3, 500, 300, 300, 1_000, 2_000);
}
