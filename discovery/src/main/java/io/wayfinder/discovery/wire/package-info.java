/**
 * Bytes to values and back: the packets and messages of discv5 v5.1.
 */
@NullMarked
package io.wayfinder.discovery.wire;

import org.jspecify.annotations.NullMarked;
