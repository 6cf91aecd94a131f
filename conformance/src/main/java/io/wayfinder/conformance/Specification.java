package io.wayfinder.conformance;

/** The text that the cases quote: the repository {@code ethereum/devp2p}. */
public final class Specification {

    /** The commit of the quotes. */
    public static final String COMMIT = "51dc101fddd52b5d90e59a2d695a92e4d600cfaf";

    private Specification() {}
}
