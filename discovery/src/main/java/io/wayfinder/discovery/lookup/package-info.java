/**
 * Finding the nodes closest to a target, as a pure iterator.
 */
@NullMarked
package io.wayfinder.discovery.lookup;

import org.jspecify.annotations.NullMarked;
