package io.wayfinder.rpc;

/**
 * One of a subscriber's interests.
 *
 * @param id unique in the life of the server
 */
record Subscription(String id, Subscriber subscriber, Interest interest) {}
