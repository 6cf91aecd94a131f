/**
 * One question, one answer: requests in flight, their time-outs, split NODES, outcomes.
 */
@NullMarked
package io.wayfinder.discovery.request;

import org.jspecify.annotations.NullMarked;
