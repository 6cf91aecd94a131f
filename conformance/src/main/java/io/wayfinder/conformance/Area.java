package io.wayfinder.conformance;

import java.util.Locale;

/** A part of the protocol; the cases run in this order. */
public enum Area {
    FRAMING,
    CHALLENGE,
    HANDSHAKE,
    SESSION,
    PING,
    FINDNODE,
    TALK,
    MESSAGE,
    LOAD;

    /** As it stands before the dot in the names of its cases. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
