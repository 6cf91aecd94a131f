/**
 * Joins the layers into one node, {@link io.wayfinder.discovery.node.Discv5}, and adds nothing else: datagrams,
 * commands and the time in, {@link io.wayfinder.discovery.node.Output}s and one deadline out.
 *
 * <p>What others ask is answered by {@code Dispatcher} (wire, "Protocol Messages"). What we ask is sent through {@code
 * Errands}, which keeps why: a command, a query of a lookup ({@code Lookups}), or upkeep. Upkeep is {@code Bootstrap}
 * (while nobody is live), {@code Checks} (the table's PINGs), {@code Refreshes} (a newer record was told of) and {@code
 * Walks} (theory, "Table Maintenance In Practice"). Whoever asked, what an answer or a silence says of a node goes
 * through {@code Acquaintances}.
 *
 * <p>Invariants: a node becomes live only by an answer from its record's endpoint; only live nodes are relayed, and
 * none to itself; every command ends once; after {@code tick} nothing is overdue; no input of a peer makes anything
 * here throw.
 *
 * <p>Confined to one thread. Knows nothing of sockets, clocks, storage or Vert.x.
 */
@NullMarked
package io.wayfinder.discovery.node;

import org.jspecify.annotations.NullMarked;
