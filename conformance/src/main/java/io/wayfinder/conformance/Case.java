package io.wayfinder.conformance;

/**
 * One thing that a node does right or wrong.
 *
 * @param name {@code area.what}, in lower case with hyphens: a contract with those who select by it
 * @param sends what the node is sent, for a reader
 * @param expects what it should do then, for a reader
 */
public record Case(String name, Area area, Rule rule, String sends, String expects, Script script) {

    public Case {
        if (!name.matches("[a-z]+\\.[a-z0-9]+(-[a-z0-9]+)*") || !name.startsWith(area.label() + ".")) {
            throw new IllegalArgumentException("not the name of a case of " + area.label() + ": " + name);
        }
    }

    /** Says {@link Case#sends} and waits for {@link Case#expects}. */
    @FunctionalInterface
    interface Script {

        /**
         * @throws UnmetException when the node did something else
         * @throws NotApplicableException when it cannot be told here
         */
        void run(Dialogue dialogue);
    }
}
