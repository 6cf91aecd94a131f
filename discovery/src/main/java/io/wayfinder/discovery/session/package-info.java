/**
 * Who shares keys with us: handshakes, session keys, challenges.
 */
@NullMarked
package io.wayfinder.discovery.session;

import org.jspecify.annotations.NullMarked;
