package io.wayfinder.rpc;

/** Text from a caller, as an error message may repeat it. */
final class Texts {

    /** Characters: enough to recognise a value by. */
    private static final int SHORT = 60;

    private Texts() {}

    static String shortened(String text) {
        return text.length() <= SHORT ? text : text.substring(0, SHORT) + "... (" + text.length() + " characters)";
    }
}
