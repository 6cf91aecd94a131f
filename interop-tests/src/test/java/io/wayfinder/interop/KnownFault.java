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

    private static final String TALK_1000 = "theirPayloadOf1000BytesPassesAsFirstMessage";
    private static final String TALK_1150 = "theirPayloadOf1150BytesPassesAsFirstMessage";
    private static final String SIZES = "wire protocol, UDP Communication";
    private static final String OVERSIZED =
            "Sends a handshake packet of more than 1,280 bytes when its first message and its record do not fit one";

    private static final String UNSENT =
            "Answers a WHOAREYOU with nothing when its first message and its record do not fit a handshake packet";

    private static final List<KnownFault> ALL = List.of(
            new KnownFault(
                    Peer.SIGP,
                    FindnodeTest.class,
                    "theyCollectOurSplitAnswer",
                    "expected: <16>",
                    "wire protocol, NODES Response (0x04)",
                    "Hands out the first packet of a split answer and drops the others; its own look-ups collect all"),
            new KnownFault(Peer.GETH, TalkTest.class, TALK_1000, "timeout", SIZES, OVERSIZED),
            new KnownFault(Peer.GETH, TalkTest.class, TALK_1150, "timeout", SIZES, OVERSIZED),
            new KnownFault(Peer.SIGP, TalkTest.class, TALK_1000, "Timeout", SIZES, OVERSIZED),
            new KnownFault(Peer.SIGP, TalkTest.class, TALK_1150, "Timeout", SIZES, OVERSIZED),
            new KnownFault(Peer.CHAINSAFE, TalkTest.class, TALK_1000, "Timeout", SIZES, OVERSIZED),
            new KnownFault(Peer.CHAINSAFE, TalkTest.class, TALK_1150, "Timeout", SIZES, OVERSIZED),
            new KnownFault(Peer.TEKU, TalkTest.class, TALK_1000, "TimeoutException", SIZES, UNSENT),
            new KnownFault(Peer.TEKU, TalkTest.class, TALK_1150, "TimeoutException", SIZES, UNSENT));

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
