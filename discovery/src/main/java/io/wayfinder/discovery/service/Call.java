package io.wayfinder.discovery.service;

import io.vertx.core.Future;

/**
 * Something that was asked of the network.
 *
 * @param cancel ends it, from any thread; the future then fails with {@link DiscoveryException.Reason#CANCELLED}
 */
public record Call<T>(Future<T> future, Runnable cancel) {}
