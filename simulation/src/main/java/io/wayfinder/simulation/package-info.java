/**
 * Thousands of nodes in one process and in virtual time: the real {@code node.Discv5}, on a network that loses, delays,
 * repeats, reorders, splits and lies.
 *
 * <p>A run is a pure function of its scenario, its seed and the code: events in order of (time, where they come from),
 * every draw from generators that grow from the one seed, no clock, no iteration over anything unordered. Two runs give
 * the same {@link io.wayfinder.simulation.Trace}, on any JVM.
 *
 * <p>Threads are the caller's: a {@link io.wayfinder.simulation.Crew}, each in a {@link io.wayfinder.simulation.Lane}
 * of the hosts.
 *
 * <p>{@link io.wayfinder.simulation.Network} carries datagrams between {@link io.wayfinder.simulation.Host}s, each of
 * which is an honest node or an adversary. Invariants watch both: what a node sends, what it is told, and what it holds.
 *
 * <p>Times are microseconds in the queue, so that two datagrams rarely arrive at once, and milliseconds towards nodes,
 * as everywhere else.
 *
 * <p>The package knows neither sockets nor Vert.x, and nothing of the node's insides but its views and its counters.
 */
@NullMarked
package io.wayfinder.simulation;

import org.jspecify.annotations.NullMarked;
