/**
 * Who shares keys with us: handshakes, session keys and challenges (discv5-theory.md, "Sessions").
 *
 * <p>{@link io.wayfinder.discovery.session.SessionLayer} turns packets into {@link
 * io.wayfinder.discovery.session.SessionEvent}s, and messages into datagrams. What must hold:
 *
 * <ul>
 *   <li>A session is bound to a node ID and an endpoint, a {@link io.wayfinder.discovery.session.Peer}.
 *   <li>No unauthenticated packet removes or changes keys that are in use: a challenge is kept beside the session, and
 *       keys that a handshake of ours proposes are tentative until the peer has used them.
 *   <li>A challenge is repeated byte for byte for its second of life, and nothing prolongs that.
 *   <li>No nonce is used twice under a key.
 *   <li>Curve work for strangers comes after all that is cheaper, and out of a budget.
 *   <li>Every collection is bounded by {@link io.wayfinder.discovery.session.SessionLimits}, and expires from its head.
 * </ul>
 *
 * <p>Confined to one thread. Time is an argument, entropy comes from the generator given. Knows neither what messages
 * mean nor the table: who is in that is told, and only decides who is evicted last.
 */
@NullMarked
package io.wayfinder.discovery.session;

import org.jspecify.annotations.NullMarked;
