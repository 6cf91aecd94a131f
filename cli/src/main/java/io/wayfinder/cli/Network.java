package io.wayfinder.cli;

import java.util.Locale;

/** The networks whose bootnodes are bundled. All share one DHT; the lists only say where to enter it. */
enum Network {
    MAINNET,
    SEPOLIA,
    HOODI,
    GNOSIS,
    NONE;

    /** As flags and output spell it. */
    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
