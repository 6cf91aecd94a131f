package io.wayfinder.conformance;

import java.util.List;

/** What a {@link FaultyNode} does wrong, and the cases that must turn red for it, {@code *} standing for any characters. */
enum Fault {
    NONE(),

    // Framing.
    ACCEPTS_62_BYTES("framing.size-62"),
    ACCEPTS_LONG_WHOAREYOU("framing.whoareyou-authdata-25"),
    REFUSES_1280_BYTES("framing.size-1280", "talk.payload-largest"),
    ACCEPTS_1281_BYTES("framing.size-1281"),
    ACCEPTS_ANY_PROTOCOL_ID("framing.protocol-id"),
    ACCEPTS_ANY_VERSION("framing.version-0", "framing.version-2"),
    ACCEPTS_FLAG_3("framing.flag-3-as-handshake"),
    IGNORES_AUTHDATA_SIZE(
            "framing.authdata-size-too-small", "framing.authdata-size-beyond-packet", "framing.authdata-33"),
    ACCEPTS_UNMASKED("framing.unmasked"),

    // Challenge.
    CHALLENGE_NAMES_NOTHING("challenge.names-the-packet"),
    IGNORES_SECOND_PACKET("challenge.second-packet"),
    RENEWS_CHALLENGE("challenge.same-for-repeat", "challenge.same-for-second-packet"),
    ENR_SEQ_OF_A_STRANGER("challenge.enr-seq-unknown"),
    ENR_SEQ_WRONG("challenge.enr-seq-known", "challenge.enr-seq-64-bits"),
    ENR_SEQ_OF_32_BITS("challenge.enr-seq-64-bits"),
    CHALLENGE_FORGOTTEN("challenge.kept"),
    CHALLENGE_NEVER_EXPIRES("challenge.expires"),
    ID_NONCE_REUSED("challenge.id-nonce-unique"),
    MASKING_IV_REUSED("challenge.masking-iv-unique", "session.unique-masking-ivs"),
    IGNORES_UNREADABLE_IN_SESSION("challenge.tampered-message", "session.peer-lost-keys"),
    SKIPS_AUTHENTICATION("challenge.tampered-message", "session.altered-packet"),

    // Handshake, as the recipient.
    SIGNATURE_UNCHECKED("handshake.signature-of-*", "handshake.signature-over-*", "handshake.signature-for-*"),
    ACCEPTS_65_BYTE_SIGNATURE("handshake.signature-65-bytes"),
    ACCEPTS_UNCOMPRESSED_KEY("handshake.ephemeral-key-uncompressed"),
    DIES_OF_BAD_KEY("handshake.ephemeral-key-off-curve"),
    ACCEPTS_NO_RECORD("handshake.record-missing"),
    ACCEPTS_BAD_RECORD("handshake.record-signature-wrong", "handshake.authdata-byte-*", "handshake.record-301-bytes"),
    ACCEPTS_RECORD_OF_ANOTHER("handshake.record-of-another-key"),
    IGNORES_BYTES_BEHIND_RECORD("handshake.authdata-byte-more"),
    REFUSES_300_BYTE_RECORD("handshake.record-300-bytes"),
    OLDER_RECORD_REPLACES("handshake.record-older"),
    KEEPS_OLD_RECORD("handshake.record-newer"),
    HANDSHAKE_AT_ANY_ENDPOINT("handshake.other-endpoint"),
    ACCEPTS_REPLAYED_HANDSHAKE("handshake.replayed"),
    ACCEPTS_UNREADABLE_HANDSHAKE("handshake.message-unreadable"),

    // Handshake, as the initiator.
    IGNORES_WHOAREYOU("framing.size-63", "handshake.initiator-answers", "session.node-challenged"),
    ANSWERS_ANY_WHOAREYOU("handshake.initiator-only-asked"),
    SIGNS_WRONGLY("handshake.initiator-signature"),
    OMITS_RECORD("handshake.initiator-record", "handshake.initiator-record-newer"),
    ALWAYS_SENDS_RECORD("handshake.initiator-record-omitted"),
    SENDS_ANOTHER_REQUEST("handshake.initiator-request", "session.node-challenged"),
    HANDSHAKE_UNDER_OLD_NONCE("handshake.initiator-nonce"),

    // Sessions.
    SESSION_AT_ANY_ENDPOINT("session.bound-to-port", "session.bound-to-address*", "session.bound-to-newer-endpoint"),
    SESSION_AT_ANY_PORT("session.bound-to-port"),
    SESSION_OF_ANY_NODE_ID("session.bound-to-node-id"),
    FORGED_PACKET_DROPS_SESSION("session.survives-forged-packet"),
    FORGED_WHOAREYOU_DROPS_SESSION(
            "session.survives-forged-whoareyou", "session.survives-unknown-nonce", "handshake.initiator-only-asked"),
    FORGED_HANDSHAKE_DROPS_SESSION("session.survives-forged-handshake"),
    UNASKED_HANDSHAKE_DROPS_SESSION(
            "session.survives-unasked-handshake", "handshake.replayed", "handshake.two-in-a-row"),
    REPLAY_DROPS_SESSION("session.survives-replayed-packet"),
    NONCE_REUSED("session.unique-nonces"),

    // PING and PONG.
    REQUEST_ID_IS_A_NUMBER("ping.request-id-zero", "ping.request-id-leading-zeros"),
    ANSWERS_9_BYTE_REQUEST_ID("ping.request-id-9-bytes"),
    PONG_WITH_WRONG_IP("ping.endpoint-as-seen"),
    PONG_WITH_WRONG_PORT("ping.endpoint-as-seen"),
    PONG_WITH_WRONG_SEQ("ping.enr-seq"),
    ANSWERS_TO_RECORDS_ENDPOINT("ping.to-the-envelope"),
    IGNORES_SEQ_IN_PING("ping.higher-seq-in-ping"),
    IGNORES_SEQ_IN_PONG("ping.higher-seq-in-pong"),

    // FINDNODE and NODES.
    OWN_RECORD_MISSING("findnode.distance-0"),
    OWN_RECORD_AT_256("findnode.own-record-only-at-0"),
    IGNORES_ALL_FOR_DISTANCE_257("findnode.distance-257", "findnode.distance-65536", "findnode.distance-64-bits"),
    FIRST_DISTANCE_ONLY("findnode.distance-0-unsorted", "findnode.several-distances"),
    DISTANCES_NOT_A_SET("findnode.distance-0-twice", "findnode.distance-thrice"),
    NO_ANSWER_WITHOUT_RECORDS("findnode.no-distances", "findnode.nobody-there"),
    TELLS_OF_OTHER_DISTANCES("findnode.no-other-distances"),
    TELLS_ASKER_OF_ITSELF("findnode.asker-left-out"),
    RELAYS_UNVERIFIED("findnode.dead-endpoint-left-out", "findnode.unanswered-ping-left-out"),
    RELAYS_WITHOUT_ENDPOINT("findnode.no-endpoint-left-out"),
    TELLS_OF_MORE_THAN_16("findnode.at-most-16"),
    NODES_TOTAL_WRONG("findnode.split-total"),
    NODES_IN_ONE_PACKET("findnode.packets-within-1280"),
    NEVER_TELLS_OF_ANYBODY("findnode.neighbours"),
    NEVER_CHECKS_ANYBODY(),

    // TALKREQ.
    IGNORES_TALKREQ("talk.*"),
    ECHOES_TALKREQ("talk.unknown-protocol"),

    // Messages.
    DIES_OF_BAD_RLP("message.type-alone"),
    BAD_MESSAGE_DROPS_SESSION(
            "message.type-alone",
            "message.tr*",
            "message.huge-length",
            "message.no*",
            "message.l*",
            "message.n*",
            "message.string-for-list",
            "message.missing-elements",
            "message.extra-element"),
    UNKNOWN_MESSAGE_DROPS_SESSION(
            "message.empty", "message.type-0*", "message.type-ff", "message.topics", "message.unknown-in-handshake"),
    BELIEVES_UNASKED("message.unasked-nodes"),

    // Load.
    DIES_OF_GARBAGE("load.garbage"),
    LEAKS_CHALLENGES("load.open-challenges"),
    FEW_SESSIONS("load.sessions"),
    ANSWERS_100_PINGS("load.pings");

    /** Separated by blanks: an enum is to be immutable, and a list is not seen to be. */
    private final String red;

    Fault(String... red) {
        this.red = String.join(" ", red);
    }

    List<String> red() {
        return red.isEmpty() ? List.of() : List.of(red.split(" "));
    }
}
