package io.wayfinder.interop;

import io.wayfinder.conformance.Suite;
import java.util.List;
import java.util.Optional;

/**
 * A case of the conformance suite that an implementation is known to fail. It says that somebody is wrong, so it was held twice against the
 * specification's words before it was written here; a case that nobody passes needs that care most.
 *
 * @param peer a {@link Peer#name}
 * @param judged the name of the case
 * @param words what the specification says, and what the implementation does instead, in one or two sentences
 */
record KnownRed(String peer, String judged, String words) {

    private static final List<KnownRed> ALL = List.of();

    KnownRed {
        if (Suite.cases().stream().noneMatch(each -> each.name().equals(judged))) {
            throw new IllegalArgumentException("the suite has no case " + judged);
        }
    }

    static Optional<KnownRed> of(String peer, String judged) {
        return ALL.stream()
                .filter(each -> each.peer.equals(peer) && each.judged.equals(judged))
                .findFirst();
    }
}
