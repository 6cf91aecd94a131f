package io.wayfinder.interop;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A case that fails by a peer's own fault or limit. It runs all the same: it has to fail as said here, and a run in which it does not says so.
 *
 * @param theme the class of the case
 * @param method the case
 * @param shows what the failure's message has to contain: any other failure is one to look at
 * @param section of the specification
 * @param description one sentence
 */
record KnownFault(Peer peer, Class<?> theme, String method, String shows, String section, String description) {

    private static final List<KnownFault> ALL = List.of();

    KnownFault {
        if (Arrays.stream(theme.getDeclaredMethods())
                .noneMatch(declared -> declared.getName().equals(method))) {
            throw new IllegalArgumentException(theme + " has no case " + method);
        }
    }

    static Optional<KnownFault> of(Peer peer, Class<?> theme, String method) {
        return ALL.stream()
                .filter(fault -> fault.peer.equals(peer) && fault.theme == theme && fault.method.equals(method))
                .findFirst();
    }

    /** As it stands in the report. */
    String text() {
        return description + " (" + section + ")";
    }
}
