package io.wayfinder.conformance;

/**
 * What a case holds the node to.
 *
 * @param section the document and its section, such as {@code wire, "PING Request (0x01)"}
 * @param quote the specification's words; at {@link Level#PRACTICE} these or, where it is silent, the reason
 */
public record Rule(Level level, String section, String quote) {

    static Rule must(String section, String quote) {
        return new Rule(Level.MUST, section, quote);
    }

    static Rule should(String section, String quote) {
        return new Rule(Level.SHOULD, section, quote);
    }

    static Rule practice(String section, String reason) {
        return new Rule(Level.PRACTICE, section, reason);
    }
}
