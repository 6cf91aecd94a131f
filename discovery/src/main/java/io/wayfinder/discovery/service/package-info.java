/**
 * The only I/O: the socket, the clock, the store, and the thread-safe API.
 */
@NullMarked
package io.wayfinder.discovery.service;

import org.jspecify.annotations.NullMarked;
