package io.wayfinder.discovery.wire;

/** What became of bytes from the network. */
public sealed interface Decoded<T> {

    record Ok<T>(T value) implements Decoded<T> {}

    record Rejected<T>(Rejection reason) implements Decoded<T> {}
}
