package io.wayfinder.conformance;

import java.time.Duration;

/**
 * How long to wait for the node.
 *
 * @param answer for something that should come
 * @param silence for something that should not
 * @param initiative for something that the node does of its own accord, such as dialling a node that it heard of
 */
public record Timing(Duration answer, Duration silence, Duration initiative) {

    /** Twice the second that a handshake may take (wire, "UDP Communication"), and a loaded machine's delays. */
    public static final Timing DEFAULT =
            new Timing(Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofSeconds(20));
}
