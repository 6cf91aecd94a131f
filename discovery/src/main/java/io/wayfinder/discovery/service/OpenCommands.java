package io.wayfinder.discovery.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Commands of one kind that the core was given, and who waits for their results. Bounded by the core's own bounds on commands. */
final class OpenCommands<R> {

    private final Map<Long, Consumer<R>> waiting = new LinkedHashMap<>();

    void put(long command, Consumer<R> ended) {
        waiting.put(command, ended);
    }

    /** Nothing happens when nobody waits. */
    void end(long command, R result) {
        Consumer<R> ended = waiting.remove(command);
        if (ended != null) {
            ended.accept(result);
        }
    }

    /** Ends all of them alike. */
    void endAll(R result) {
        new ArrayList<>(waiting.keySet()).forEach(command -> end(command, result));
    }

    int size() {
        return waiting.size();
    }
}
