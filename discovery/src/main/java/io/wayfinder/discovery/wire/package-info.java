/**
 * Bytes to values and back: the packets and messages of discv5 v5.1, and the two byte layouts of the handshake's
 * cryptography.
 *
 * <p>Specification: <a href="https://github.com/ethereum/devp2p/blob/master/discv5/discv5-wire.md">discv5-wire.md</a>,
 * whole, but for the topic messages (0x07 to 0x0A); and of discv5-theory.md the "Identity-Specific Cryptography in the
 * Handshake": {@link io.wayfinder.discovery.wire.SessionKeys} and {@link io.wayfinder.discovery.wire.IdSignature}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Decoding is total: any bytes give a value or a {@link io.wayfinder.discovery.wire.Rejection}, never an
 *       exception, and cost work that is linear in their number.
 *   <li>There is one encoding of a message: what decodes, encodes to the same bytes again (but for a distance or a
 *       total that is too large to keep), and what was encoded decodes to the same value.
 *   <li>A decoded value never changes, if only the datagram that it was decoded from does not.
 *   <li>Nothing here is authenticated by being decoded; a message is, once {@code open} returned it.
 * </ul>
 *
 * <p>Threads: values and static functions are safe anywhere; a {@link io.wayfinder.discovery.wire.PacketCodec} belongs
 * to one thread.
 *
 * <p>Knows nothing of sessions, of which keys belong to whom, of the time, and of what is in a node record.
 */
@NullMarked
package io.wayfinder.discovery.wire;

import org.jspecify.annotations.NullMarked;
