package io.wayfinder.discovery.service;

import io.wayfinder.discovery.service.DiscoveryService.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of events. Thread-safe: they come and go on any thread, and are told on the event loop. */
final class Listeners {

    /** Each costs every event a call; a server with more subscribers than this fans out by itself. */
    static final int LISTENERS_MAX = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private static final class Listener {

        private final Consumer<ServiceEvent> told;
        private boolean failed;

        Listener(Consumer<ServiceEvent> told) {
            this.told = told;
        }
    }

    /** @throws IllegalStateException when there are too many */
    Subscription add(Consumer<ServiceEvent> told) {
        if (listeners.size() >= LISTENERS_MAX) {
            throw new IllegalStateException("at most " + LISTENERS_MAX + " listeners: close one first");
        }
        Listener listener = new Listener(told);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A listener that throws keeps nobody else from being told; its first exception is logged. */
    void tell(ServiceEvent event) {
        for (Listener listener : listeners) {
            try {
                listener.told.accept(event);
            } catch (RuntimeException | AssertionError failure) {
                if (!listener.failed) {
                    LOG.warn("A listener failed at {}; its further failures are not logged", event, failure);
                }
                listener.failed = true;
            }
        }
    }
}
