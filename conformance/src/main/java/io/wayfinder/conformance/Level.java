package io.wayfinder.conformance;

import java.util.Locale;

/** How binding a rule is, in the specification's own words. */
public enum Level {
    /** The specification says "must". */
    MUST,

    /** The specification says "should". */
    SHOULD,

    /** It says neither: a definition, or what the clients in use need of each other beyond the text. */
    PRACTICE;

    /** In lower case, as in output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
