package io.wayfinder.discovery.request;

/** Bounds and times of requests (protocol-notes, "Requests"). */
public record RequestLimits(int inFlightPerPeer, int queuedPerPeer, int total, long legMs, long overallMs) {

    public static final RequestLimits DEFAULT = new RequestLimits(16, 64, 4096, 700, 2_000);
}
