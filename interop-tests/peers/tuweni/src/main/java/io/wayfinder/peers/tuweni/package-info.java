/**
 * Apache Tuweni's devp2p library, as two programs: an independent opinion on records, and a neighbour from before v5.1.
 *
 * <p>The library is archived and does not run on Vert.x 5, hence processes of their own.
 *
 * <p>{@link io.wayfinder.peers.tuweni.TuweniDecoder}: encoded records come in on standard input, hex, one a line; what
 * the library reads from each goes out as one line of JSON. It re-encodes a record before it verifies it, and loses
 * lists on the way: it refuses real records that have some.
 *
 * <p>{@link io.wayfinder.peers.tuweni.TuweniNeighbour}: the library's discovery service, told what to do in JSON lines
 * as every peer program is. It knows {@code ping, add, self, quit} alone, and IPv4. It speaks discv5 as it was before
 * v5.1, where nothing is masked and no packet names its protocol: with another of its kind it shakes hands; to a node
 * of v5.1 it is noise, and answers noise with noise. Its records are good. Once a node of v5.1 has sent to it first, it
 * can no longer be told to contact that one: it keeps the handshake, for which it has no key.
 *
 * <p>Knows nothing of Wayfinder: it shares no class path with it.
 */
@NullMarked
package io.wayfinder.peers.tuweni;

import org.jspecify.annotations.NullMarked;
