/**
 * Finding the nodes closest to a target (discv5-theory, "Lookup"), as a pure iterator, and choosing what to look up.
 *
 * <p>{@link io.wayfinder.discovery.lookup.Lookup} says whom to ask for which distances, is told the answers, and ends
 * when the k closest nodes it has seen were all asked and have answered or failed. Its result are those that answered:
 * a node that is merely talked about is never in it. A silent one is replaced side by side and not waited for beyond
 * the answer to a second sending. Where nodes have failed, a few of the nearest that answered are asked again for what
 * did not fit into their answers, which hold the dead too. {@link io.wayfinder.discovery.lookup.RandomWalk} keeps the
 * table fresh.
 *
 * <p>Every lookup ends: requests, time, records for each answer and seeds are bounded, whatever the peers say.
 *
 * <p>Knows nothing of packets, sessions, the table or topics: it is given records and gives records. Records are
 * verified, and checked against the distances asked, before they come here. Confined to one thread; time comes in as
 * an argument.
 */
@NullMarked
package io.wayfinder.discovery.lookup;

import org.jspecify.annotations.NullMarked;
