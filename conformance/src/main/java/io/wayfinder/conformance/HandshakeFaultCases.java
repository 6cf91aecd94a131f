package io.wayfinder.conformance;

import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/**
 * Handshake packets with one fault, which the node should refuse (wire, "Handshake Message Packet"; theory, "Handshake
 * Steps", step 4).
 *
 * <p>All else in them is right, the keys that the PING is sealed under included, so that a node which overlooks the
 * fault answers with PONG. A WHOAREYOU in return is not held against it.
 */
final class HandshakeFaultCases {

    private static final String PACKET = "discv5-wire.md, Handshake Message Packet (`flag = 2`)";
    private static final String STEP_4 = "discv5-theory.md, Step 4: Node B receives handshake message";
    private static final String SIGNED = "id-signature-input = \"discovery v5 identity proof\" || challenge-data ||"
            + " ephemeral-pubkey || node-id-B. Node B verifies the `id-signature` against the identity public key of"
            + " A's record.";

    private static final Rule SIGNATURE = Rule.practice(STEP_4, SIGNED);
    private static final Rule SIGNATURE_SIZE =
            Rule.practice(PACKET, "sig-size = uint8, value: 64 for ID scheme \"v4\"");
    private static final Rule KEY_SIZE = Rule.practice(
            PACKET,
            "eph-key-size = uint8, value: 33 for ID scheme \"v4\"; we assume 33 bytes of (compressed) public key size.");
    private static final Rule KEY = Rule.practice(
            STEP_4,
            "B can perform the key derivation using its own static private key and the `ephemeral-pubkey`, which has to be"
                    + " a point of the curve for that.");
    private static final Rule RECORD_NEEDED = Rule.must(
            STEP_4,
            "If node B did not have the node record of node A, the handshake message packet must contain a node record.");
    private static final Rule RECORD_VALID = Rule.must(
            STEP_4,
            "If the packet contains a node record, B must first validate it by checking the record's signature.");
    private static final Rule RECORD_SIZE = Rule.should(
            "enr.md, RLP Encoding",
            "The maximum encoded size of a node record is 300 bytes. Implementations should reject records larger than"
                    + " this size.");
    private static final Rule RECORD_OF_SENDER = Rule.practice(
            STEP_4,
            "The `id-signature` proves that A controls the private key which signed its node record: with the record of"
                    + " another key it proves nothing about `src-id`, and anybody could be anybody.");
    private static final Rule AUTHDATA =
            Rule.practice(PACKET, "authdata-size = 34 + sig-size + eph-key-size + len(record)");
    private static final Rule CHALLENGED = Rule.practice(
            STEP_4, "B first loads the node record and WHOAREYOU challenge which it sent and stored earlier.");
    private static final Rule AUTHENTICATED = Rule.practice(
            STEP_4,
            "If the message can be decrypted and authenticated, Node B considers the new session keys valid; not"
                    + " otherwise.");

    /** Of a challenge: masking-iv, static header, authdata. */
    private static final int CHALLENGE_DATA_SIZE = 63;

    private static final int KEY_BYTES = 33;
    private static final int RECORD_TOO_LARGE = 301;

    /** {@code list header (2), string header (2), signature (64)}: one of its bytes. */
    private static final int IN_RECORD_SIGNATURE = 20;

    private HandshakeFaultCases() {}

    /** Puts the fault in. */
    @FunctionalInterface
    private interface Fault {
        void apply(HandshakeDraft draft, Prober prober);
    }

    static List<Case> all() {
        List<Case> all = new ArrayList<>(signatures());
        all.addAll(ephemeralKeys());
        all.addAll(records());
        all.add(of(
                "handshake.without-challenge",
                CHALLENGED,
                "a handshake packet with PING that answers a challenge nobody made",
                "no PONG",
                HandshakeFaultCases::withoutChallenge));
        all.add(of(
                "handshake.message-unreadable",
                AUTHENTICATED,
                "a handshake packet whose message is random, then PING under its keys",
                "no PONG",
                HandshakeFaultCases::messageUnreadable));
        return all;
    }

    private static List<Case> signatures() {
        return List.of(
                refused(
                        "handshake.signature-of-another-key",
                        SIGNATURE,
                        "an ID signature by another key",
                        (draft, us) -> sign(
                                draft,
                                draft.challengeData(),
                                draft.rightEphemeralKey(),
                                us.target().nodeId(),
                                stranger(us))),
                refused(
                        "handshake.signature-over-another-challenge",
                        SIGNATURE,
                        "an ID signature over another challenge",
                        (draft, us) -> sign(
                                draft,
                                draft.challengeData().not(),
                                draft.rightEphemeralKey(),
                                us.target().nodeId(),
                                us.identity())),
                refused(
                        "handshake.signature-over-another-ephemeral-key",
                        SIGNATURE,
                        "an ID signature over another ephemeral key",
                        (draft, us) -> sign(
                                draft,
                                draft.challengeData(),
                                stranger(us).record().publicKey().compressed(),
                                us.target().nodeId(),
                                us.identity())),
                refused(
                        "handshake.signature-for-another-node",
                        SIGNATURE,
                        "an ID signature for another recipient",
                        (draft, us) -> sign(
                                draft,
                                draft.challengeData(),
                                draft.rightEphemeralKey(),
                                us.identity().nodeId(),
                                us.identity())),
                refused(
                        "handshake.signature-65-bytes",
                        SIGNATURE_SIZE,
                        "an ID signature of 65 bytes, a recovery ID being the last",
                        (draft, us) -> draft.idSignature(Bytes.concatenate(draft.rightSignature(), Bytes.of(0)))));
    }

    private static List<Case> ephemeralKeys() {
        return List.of(
                refused(
                        "handshake.ephemeral-key-off-curve",
                        KEY,
                        "an ephemeral key that is no point of the curve",
                        (draft, us) -> ephemeralKey(draft, us, offCurve(us))),
                refused(
                        "handshake.ephemeral-key-infinity",
                        KEY,
                        "an ephemeral key of 33 zero bytes",
                        (draft, us) -> ephemeralKey(draft, us, Bytes.repeat((byte) 0, KEY_BYTES))),
                refused(
                        "handshake.ephemeral-key-uncompressed",
                        KEY_SIZE,
                        "the ephemeral key uncompressed, 65 bytes",
                        (draft, us) -> ephemeralKey(draft, us, uncompressed(draft.rightEphemeralKey()))));
    }

    private static List<Case> records() {
        return List.of(
                refused(
                        "handshake.record-missing",
                        RECORD_NEEDED,
                        "no record, though `enr-seq` is 0",
                        (draft, us) -> draft.record(Bytes.EMPTY)),
                refused(
                        "handshake.record-signature-wrong",
                        RECORD_VALID,
                        "a record with one bit of its signature changed",
                        (draft, us) -> draft.record(
                                withBitChanged(us.identity().record().encoded()))),
                refused(
                        "handshake.record-of-another-key",
                        RECORD_OF_SENDER,
                        "the record of another key, and an ID signature by that key",
                        (draft, us) -> {
                            Identity thief = stranger(us);
                            Bytes key = draft.rightEphemeralKey();
                            draft.record(thief.record().encoded());
                            sign(draft, draft.challengeData(), key, us.target().nodeId(), thief);
                        }),
                refused(
                        "handshake.record-301-bytes",
                        RECORD_SIZE,
                        "a record of 301 bytes",
                        (draft, us) -> draft.record(us.identity().recordOfSize(RECORD_TOO_LARGE))),
                refused("handshake.authdata-byte-missing", AUTHDATA, "a record without its last byte", (draft, us) -> {
                    Bytes record = us.identity().record().encoded();
                    draft.record(record.slice(0, record.size() - 1));
                }),
                refused(
                        "handshake.authdata-byte-more",
                        AUTHDATA,
                        "a byte behind the record",
                        (draft, us) -> draft.trailing(Bytes.of(0))));
    }

    private static Case refused(String name, Rule rule, String fault, Fault spoil) {
        return of(
                name,
                rule,
                "a handshake packet with PING and " + fault,
                "no PONG; other handshakes succeed",
                dialogue -> {
                    Prober prober = dialogue.prober();
                    HandshakeDraft draft = prober.draft(prober.provoke());
                    prober.adopt(draft.session());
                    spoil.apply(draft, prober);
                    RawPacket packet = draft.packet(RawMessage.ping(dialogue.requestId(), 1));
                    prober.send(packet, "a handshake packet with PING and " + fault);
                    prober.expectNoMessage("a handshake packet with " + fault);
                    dialogue.prober().establish();
                });
    }

    private static Case of(String name, Rule rule, String sends, String expects, Case.Script script) {
        return new Case(name, Area.HANDSHAKE, rule, sends, expects, script);
    }

    private static void withoutChallenge(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Bytes challengeData = Bytes.random(CHALLENGE_DATA_SIZE, dialogue.random());
        HandshakeDraft draft =
                new HandshakeDraft(prober.identity(), dialogue.target(), challengeData, 0, dialogue.random());
        prober.adopt(draft.session());
        prober.send(draft.packet(RawMessage.ping(dialogue.requestId(), 1)), "a handshake packet with PING");
        prober.expectNoMessage("a handshake packet without a challenge");
        dialogue.prober().establish();
    }

    private static void messageUnreadable(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        HandshakeDraft draft = prober.draft(prober.provoke());
        prober.adopt(draft.session());
        RawPacket packet = draft.packet(RawMessage.ping(dialogue.requestId(), 1));
        prober.send(
                packet.withMessage(Bytes.random(packet.message().size(), dialogue.random())),
                "a handshake packet with a random message");
        prober.tell(draft.session(), RawMessage.ping(dialogue.requestId(), 1));
        prober.expectNoMessage("PING under the keys of a handshake whose message was random");
        dialogue.prober().establish();
    }

    private static void sign(
            HandshakeDraft draft, Bytes challengeData, Bytes ephemeralKey, NodeId recipient, Identity signer) {
        draft.idSignature(HandshakeDraft.signature(challengeData, ephemeralKey, recipient, signer.key()));
    }

    /** The ID signature is over what is sent, so that it is the key alone that is wrong. */
    private static void ephemeralKey(HandshakeDraft draft, Prober us, Bytes other) {
        draft.ephemeralKey(other);
        sign(draft, draft.challengeData(), other, us.target().nodeId(), us.identity());
    }

    private static Identity stranger(Prober prober) {
        return Identity.fresh(prober.random());
    }

    /** Every second x has no point. */
    private static Bytes offCurve(Prober prober) {
        Bytes key;
        do {
            key = Bytes.concatenate(Bytes.of(2), Bytes.random(KEY_BYTES - 1, prober.random()));
        } while (Identity.CURVE.parse(key).isPresent());
        return key;
    }

    private static Bytes uncompressed(Bytes compressed) {
        return Bytes.concatenate(
                Bytes.of(4), Identity.CURVE.parse(compressed).orElseThrow().uncompressed());
    }

    private static Bytes withBitChanged(Bytes record) {
        return Bytes.concatenate(
                record.slice(0, IN_RECORD_SIGNATURE),
                Bytes.of((byte) (record.get(IN_RECORD_SIGNATURE) ^ 1)),
                record.slice(IN_RECORD_SIGNATURE + 1));
    }
}
