/**
 * The node record decoder of Apache Tuweni's devp2p library, as a program: an independent opinion on records.
 *
 * <p>The library is archived and does not run beside Vert.x 5, hence a process of its own. Encoded records come in on standard
 * input, hex, one a line; what the library reads from each goes out as one line of JSON.
 *
 * <p>It re-encodes a record before it verifies it, and loses lists on the way: it refuses real records that have some.
 *
 * <p>Knows nothing of Wayfinder: it shares no class path with it.
 */
@NullMarked
package io.wayfinder.peers.tuweni;

import org.jspecify.annotations.NullMarked;
