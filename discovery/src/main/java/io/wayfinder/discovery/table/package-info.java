/**
 * Who we know: the Kademlia table (discv5-theory, "Node Table"), who in it is alive, and what others say our own
 * address is.
 *
 * <p>{@link io.wayfinder.discovery.table.NodeTable} holds 256 buckets by log distance, each with a replacement cache.
 * Invariants, after every call:
 *
 * <ul>
 *   <li>our own node is never in it, and no node is in it twice;
 *   <li>a bucket has at most 16 entries and 10 replacements, and the entries keep the IP quotas of the bucket and of
 *       the table;
 *   <li>only nodes that answered at the endpoint in their record are live, and only live nodes are relayed;
 *   <li>one lost packet evicts nobody;
 *   <li>a record is only ever replaced by one with a higher sequence number.
 * </ul>
 *
 * <p>{@link io.wayfinder.discovery.table.EndpointVotes} counts what PONGs say our endpoint is.
 *
 * <p>The table sends nothing: it names the nodes that are to be pinged and is told what became of it. It trusts its
 * callers that records are verified. It knows nothing of sessions, packets or lookups. Confined to one thread; time
 * and randomness come in from outside, so that the same calls give the same table.
 */
@NullMarked
package io.wayfinder.discovery.table;

import org.jspecify.annotations.NullMarked;
