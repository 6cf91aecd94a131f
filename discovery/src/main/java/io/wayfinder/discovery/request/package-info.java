/**
 * One question, one answer: requests in flight, their time-outs, split NODES, outcomes (discv5-wire.md, "Protocol
 * Messages").
 *
 * <p>{@link io.wayfinder.discovery.request.Requests} joins the wire, the sessions and the open requests. What must
 * hold:
 *
 * <ul>
 *   <li>Each request ends once, with one {@link io.wayfinder.discovery.request.Outcome}, at most two seconds after it
 *       was asked.
 *   <li>An answer counts only from a peer that was asked, with the request's ID, and of the type that answers it.
 *   <li>What a session delays is sent when there is one; what the peer could not read, questions and answers, is sent
 *       again under the new keys. A peer that we have challenged is given time to make its handshake.
 *   <li>No address that {@link io.wayfinder.discovery.request.AddressRules} forbids is sent to or heard, and no record
 *       is returned whose address its teller may not relay.
 *   <li>Every collection is bounded by {@link io.wayfinder.discovery.request.RequestLimits}, and expires from its head.
 * </ul>
 *
 * <p>Confined to one thread. Time is an argument, entropy comes from the generator given. Knows nothing of the table
 * and of lookups, and answers no request by itself.
 */
@NullMarked
package io.wayfinder.discovery.request;

import org.jspecify.annotations.NullMarked;
