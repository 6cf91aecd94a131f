package io.wayfinder.interop;

import io.wayfinder.conformance.Suite;
import java.util.List;
import java.util.Optional;

/**
 * A case of the conformance suite that an implementation is known to fail. It says that somebody is wrong, so it was
 * held twice against the specification's words before it was written here; a case that nobody passes needs that care
 * most.
 *
 * @param peer a {@link Peer#name}
 * @param judged the name of the case
 * @param instead what the implementation does; what the specification says stands in the case
 */
record KnownRed(String peer, String judged, String instead) {

    private static final String READS_A_NUMBER =
            "Request IDs are numbers to it: leading zeros are lost, and an empty one is" + " not read.";
    private static final String TRUNCATES =
            "It reads into a buffer of 1,280 bytes, and takes what is cut off for a packet.";
    private static final String LENIENT_KEY =
            "It takes the 65 bytes of the uncompressed key. Harmless, and not v4's 33.";
    private static final String LENIENT_AUTHDATA = "It takes the record and leaves what stands behind it.";
    private static final String DROPS_SESSION = "One packet that anyone could have sent ends the session.";
    private static final String UNREAD_DISTANCE = "A distance above 256 costs the whole request its answer.";
    private static final String DROPS_HANDSHAKE = "It decodes the message before it keeps the keys, and loses both.";
    private static final String TELLS_ASKER = "It tells the asker of itself.";
    private static final String UNPROVEN =
            "It tells of a node after the handshake, before any PING to it was answered.";

    private static final List<KnownRed> ALL = List.of(
            new KnownRed("geth", "framing.size-1281", TRUNCATES),
            new KnownRed("geth", "framing.version-2", "It compares with the least version only."),
            new KnownRed("geth", "ping.higher-seq-in-ping", "It looks at the number in PONG only."),
            new KnownRed("geth", "findnode.asker-left-out", TELLS_ASKER),
            new KnownRed("geth", "message.unknown-in-handshake", DROPS_HANDSHAKE),
            new KnownRed("sigp", "framing.size-1281", TRUNCATES),
            new KnownRed("sigp", "handshake.ephemeral-key-uncompressed", LENIENT_KEY),
            new KnownRed(
                    "sigp",
                    "handshake.record-of-another-key",
                    "The record and the key of the sender of the packet are taken under the node ID of another, and its"
                            + " request is answered; only the table is kept clean."),
            new KnownRed("sigp", "handshake.authdata-byte-more", LENIENT_AUTHDATA),
            new KnownRed("sigp", "session.survives-forged-packet", DROPS_SESSION),
            new KnownRed("sigp", "findnode.distance-257", UNREAD_DISTANCE),
            new KnownRed("sigp", "findnode.distance-65536", UNREAD_DISTANCE),
            new KnownRed("sigp", "findnode.distance-64-bits", UNREAD_DISTANCE),
            new KnownRed("sigp", "findnode.unanswered-ping-left-out", UNPROVEN),
            new KnownRed("teku", "challenge.expires", "It accepts the answer after 5 s, and up to 180."),
            new KnownRed("teku", "handshake.ephemeral-key-uncompressed", LENIENT_KEY),
            new KnownRed("teku", "handshake.authdata-byte-more", LENIENT_AUTHDATA),
            new KnownRed("teku", "session.survives-forged-packet", DROPS_SESSION),
            new KnownRed("teku", "findnode.no-distances", "It does not answer."),
            new KnownRed("teku", "findnode.distance-257", UNREAD_DISTANCE),
            new KnownRed("teku", "findnode.distance-65536", UNREAD_DISTANCE),
            new KnownRed("teku", "findnode.distance-64-bits", UNREAD_DISTANCE),
            new KnownRed("teku", "findnode.asker-left-out", TELLS_ASKER),
            new KnownRed("teku", "message.unknown-in-handshake", DROPS_HANDSHAKE),
            new KnownRed(
                    "chainsafe",
                    "challenge.enr-seq-known",
                    "It writes the number at the left of the 8 bytes: 7 reads 7 * 2^56."),
            new KnownRed("chainsafe", "challenge.second-packet", "It is silent while its challenge is open."),
            new KnownRed("chainsafe", "handshake.ephemeral-key-uncompressed", LENIENT_KEY),
            new KnownRed("chainsafe", "handshake.record-301-bytes", "It has no limit."),
            new KnownRed("chainsafe", "session.survives-forged-packet", DROPS_SESSION),
            new KnownRed("chainsafe", "ping.request-id-empty", READS_A_NUMBER),
            new KnownRed("chainsafe", "ping.request-id-leading-zeros", READS_A_NUMBER),
            new KnownRed("chainsafe", "ping.request-id-9-bytes", READS_A_NUMBER),
            new KnownRed("chainsafe", "findnode.request-id-empty", READS_A_NUMBER),
            new KnownRed("chainsafe", "talk.request-id-empty", READS_A_NUMBER),
            new KnownRed(
                    "chainsafe", "ping.enr-seq-zero", "The empty string is no number to it, and the PING not read."),
            new KnownRed(
                    "chainsafe",
                    "ping.record-names-another-port",
                    "It makes no session with a node that its record does not place there."),
            new KnownRed("chainsafe", "findnode.asker-left-out", TELLS_ASKER),
            new KnownRed("chainsafe", "findnode.unanswered-ping-left-out", UNPROVEN));

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
