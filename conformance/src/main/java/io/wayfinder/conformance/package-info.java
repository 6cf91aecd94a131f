/**
 * The conformance suite: what a live node of any implementation does right and wrong, section by section of the discv5
 * specification (at {@link io.wayfinder.conformance.Specification#COMMIT}).
 *
 * <p>A {@link io.wayfinder.conformance.Case} is data with a short script. The script talks through a {@link
 * io.wayfinder.conformance.Dialogue}, whose {@link io.wayfinder.conformance.Prober}s are identities with a socket each:
 * they can say what a sane node never would ({@link io.wayfinder.conformance.RawPacket}, {@link
 * io.wayfinder.conformance.RawMessage}, {@link io.wayfinder.conformance.HandshakeDraft}), and meanwhile answer as a sane
 * node does what the node under test asks them.
 *
 * <p>Everything sent is encoded here, over {@code crypto} and {@code enr}, and by no code of the node: a fault of ours
 * would otherwise be on both sides and cancel out. {@code discovery.wire} only decodes. The package knows neither the
 * node nor any of its layers above {@code wire}.
 *
 * <p>It does I/O, reads the clock and waits: silence can only be told by time. One dialogue belongs to one thread.
 *
 * <p>What every case keeps to: a case judges one rule; the identity that it talks with is fresh, so that no case leaves
 * anything behind for the next; and a red verdict says what was sent, what was expected and what came.
 */
@NullMarked
package io.wayfinder.conformance;

import org.jspecify.annotations.NullMarked;
