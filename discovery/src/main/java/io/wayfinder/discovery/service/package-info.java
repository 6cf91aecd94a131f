/**
 * The only I/O: sockets, clocks, disk, entropy, and the thread-safe API (protocol-notes, "Identity", "Sockets", "Event loop").
 *
 * <p>{@code DiscoveryService} is what users hold. It hops to the event loop of its node, where a {@code RunningNode} joins the core
 * ({@code node.Discv5}), the {@code ProtocolLoop} that drives it, and what users want beside the protocol: the found peers and
 * their liveness ({@code FoundPeers}, {@code LivenessChecks}), active searches ({@code PeerSearch}), our record and its sequence
 * numbers ({@code OwnRecord}), the store ({@code NodeStore}).
 *
 * <p>Thread rule: one node belongs to one event loop. Only {@code DiscoveryService}, {@code Listeners} and {@code TalkHandlers} may be touched by
 * other threads. What blocks ({@code Ground}, {@code DataDirectory}, {@code NodeStore}, {@code KernelDrops}) runs on workers, one call of a node at a time.
 *
 * <p>Invariants: a sequence number is on disk before anybody is told of it; nothing outside the address rules is decoded or sent; no
 * user's code runs inside a turn of the loop but listeners, filters and talk handlers, whose faults are contained.
 *
 * <p>Knows nothing of packets, sessions or buckets, nor of JSON.
 */
@NullMarked
package io.wayfinder.discovery.service;

import org.jspecify.annotations.NullMarked;
