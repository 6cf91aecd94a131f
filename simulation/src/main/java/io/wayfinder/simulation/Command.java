package io.wayfinder.simulation;

/**
 * A command of a run.
 *
 * @param node the {@link HonestNode#number} of who was told
 * @param number the node's own
 */
record Command(int node, long number) {}
