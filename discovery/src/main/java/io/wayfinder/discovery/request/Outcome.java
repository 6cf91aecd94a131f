package io.wayfinder.discovery.request;

import io.wayfinder.discovery.session.Peer;

/** How a request ended. Each ends once. */
public sealed interface Outcome {

    /** {@code from} is the endpoint that was asked; {@code rttMs} is of the leg that was answered. */
    record Answered(Answer answer, Peer from, long rttMs) implements Outcome {}

    record TimedOut() implements Outcome {}

    /** No usable endpoint, or none that the rules allow. */
    record Unreachable(String reason) implements Outcome {}

    record Misbehaved(String reason) implements Outcome {}

    /** A bound was reached; try later. */
    record Busy() implements Outcome {}

    /** The question cannot fit a packet; {@code limit} is the largest payload, in bytes. */
    record TooLarge(int limit) implements Outcome {}

    record Cancelled() implements Outcome {}
}
