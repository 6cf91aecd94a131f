package io.wayfinder.discovery.request;

/**
 * Bounds and times of requests (protocol-notes, "Requests").
 *
 * @param inFlightPerPeer sent or waiting for a session, per node; more are queued
 * @param queuedPerPeer behind those; more end as {@link Outcome.Busy}
 * @param total open at once, over all nodes; more end as {@link Outcome.Busy}. About 1 kB each
 * @param legMs an attempt may take without a sign of the peer
 * @param overallMs a request may take, from when it was asked
 */
public record RequestLimits(int inFlightPerPeer, int queuedPerPeer, int total, long legMs, long overallMs) {

    public static final RequestLimits DEFAULT = new RequestLimits(16, 64, 4096, 700, 2_000);
}
