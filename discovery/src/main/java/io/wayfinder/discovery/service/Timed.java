package io.wayfinder.discovery.service;

/** A part beside the core that has something to do by the clock. Confined to the event loop. */
interface Timed {

    /** Does what is due. */
    void tick(long nowMs);

    /** Monotonic, as {@link ProtocolLoop#nowMs}; {@code Long.MAX_VALUE}: never. */
    long nextDeadlineMs();
}
