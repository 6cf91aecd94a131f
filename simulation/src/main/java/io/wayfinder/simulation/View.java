package io.wayfinder.simulation;

import io.wayfinder.enr.NodeId;

/**
 * What a node knows of another.
 *
 * @param of the {@link HonestNode#number} of who knows
 * @param id of whom it knows
 */
record View(int of, NodeId id) {}
