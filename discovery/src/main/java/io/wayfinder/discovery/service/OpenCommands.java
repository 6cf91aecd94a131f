package io.wayfinder.discovery.service;

import io.wayfinder.discovery.node.Output;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The commands that the core was given, and who waits for the output that ends each. Bounded by the core's own bounds on commands. */
final class OpenCommands {

    private final Map<Long, Consumer<Output>> waiting = new LinkedHashMap<>();

    void put(long command, Consumer<Output> ended) {
        waiting.put(command, ended);
    }

    /** Nothing happens when nobody waits. */
    void end(long command, Output output) {
        Consumer<Output> ended = waiting.remove(command);
        if (ended != null) {
            ended.accept(output);
        }
    }

    int size() {
        return waiting.size();
    }
}
