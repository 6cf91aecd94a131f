package io.wayfinder.conformance;

import io.wayfinder.crypto.AesGcm;
import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/** Handshakes that the node begins, and answers with a handshake packet (theory, "Handshake Steps", step 3). */
final class InitiatorCases {

    private static final String HEADER = "discv5-wire.md, Protocol Header";
    private static final String PACKET = "discv5-wire.md, Handshake Message Packet (`flag = 2`)";
    private static final String STEP_3 = "discv5-theory.md, Step 3: Node A processes the challenge";
    private static final String SESSIONS = "discv5-theory.md, Sessions";
    private static final String CONSIDERATIONS = "discv5-theory.md, Handshake Implementation Considerations";

    private static final Rule ANSWERS = Rule.must(
            CONSIDERATIONS,
            "If WHOAREYOU is received as the answer to a request, the request must be re-sent as a handshake packet.");
    private static final Rule SAME_REQUEST = Rule.must(
            CONSIDERATIONS,
            "The packet referenced by the WHOAREYOU `nonce` (in this example: PING) must be re-sent as a handshake.");
    private static final Rule NEW_NONCE =
            Rule.must(HEADER, "Implementations must generate a unique `nonce` value for every message packet.");
    private static final Rule KEYS = Rule.practice(
            STEP_3, "Node A can now derive the new session keys; the message is encrypted with the new initiator-key.");
    private static final Rule SIGNATURE = Rule.practice(
            STEP_3,
            "id-signature-input = \"discovery v5 identity proof\" || challenge-data || ephemeral-pubkey || node-id-B;"
                    + " with a low s, since go-ethereum and libsecp256k1 refuse a high one.");
    private static final Rule RECORD = Rule.must(PACKET, "If `enr-seq` is zero, the record must be sent.");
    private static final Rule NEWER_RECORD = Rule.practice(
            STEP_3,
            "If the sequence number in the challenge is lower, it includes its record into the handshake message"
                    + " packet.");
    private static final Rule OMITTED = Rule.practice(
            PACKET,
            "The `record` field may be omitted if the `enr-seq` of WHOAREYOU matches the current sequence number of the"
                    + " sending node: it only takes room from the message.");
    private static final Rule ONLY_OWN = Rule.practice(
            CONSIDERATIONS, "Note that WHOAREYOU is only ever valid as a response to a previously sent request.");
    private static final Rule SIMULTANEOUS =
            Rule.practice(SESSIONS, "A handshake can be initiated by either side of communication at any time.");

    private InitiatorCases() {}

    static List<Case> all() {
        return Stream.of(packets(), records()).flatMap(List::stream).toList();
    }

    private static List<Case> packets() {
        return List.of(
                of(
                        "handshake.initiator-answers",
                        ANSWERS,
                        "WHOAREYOU naming a request of the node's own",
                        "a handshake packet",
                        InitiatorCases::answers),
                of(
                        "handshake.initiator-keys",
                        KEYS,
                        "WHOAREYOU naming a request of the node's own",
                        "a handshake packet whose message opens under the keys that both derive",
                        dialogue -> plaintext(Initiation.await(dialogue))),
                of(
                        "handshake.initiator-request",
                        SAME_REQUEST,
                        "WHOAREYOU naming a request of the node's own",
                        "a handshake packet with the same request",
                        InitiatorCases::sameRequest),
                of(
                        "handshake.initiator-nonce",
                        NEW_NONCE,
                        "WHOAREYOU naming a request of the node's own",
                        "a handshake packet under another nonce than the request's",
                        InitiatorCases::newNonce),
                of(
                        "handshake.initiator-signature",
                        SIGNATURE,
                        "WHOAREYOU naming a request of the node's own",
                        "a handshake packet with an ID signature over this challenge, this key and this recipient",
                        InitiatorCases::signature),
                of(
                        "handshake.initiator-only-asked",
                        ONLY_OWN,
                        "WHOAREYOU naming a random nonce, from a node with a session",
                        "no handshake packet",
                        InitiatorCases::onlyAsked),
                of(
                        "handshake.simultaneous",
                        SIMULTANEOUS,
                        "at once: WHOAREYOU for a request of the node's own, and an unreadable packet; then the handshake"
                                + " packet with PING for the node's WHOAREYOU",
                        "PONG, though two handshakes crossed",
                        InitiatorCases::simultaneous));
    }

    private static List<Case> records() {
        return List.of(
                of(
                        "handshake.initiator-record",
                        RECORD,
                        "WHOAREYOU with `enr-seq` 0",
                        "a handshake packet with the node's record",
                        dialogue -> requireRecord(dialogue, Initiation.await(dialogue), 0)),
                of(
                        "handshake.initiator-record-newer",
                        NEWER_RECORD,
                        "WHOAREYOU whose `enr-seq` is one lower than that of the node's record",
                        "a handshake packet with the node's record",
                        InitiatorCases::recordNewer),
                of(
                        "handshake.initiator-record-omitted",
                        OMITTED,
                        "WHOAREYOU whose `enr-seq` is that of the node's record",
                        "a handshake packet without a record",
                        InitiatorCases::recordOmitted));
    }

    private static Case of(String name, Rule rule, String sends, String expects, Case.Script script) {
        return new Case(name, Area.HANDSHAKE, rule, sends, expects, script);
    }

    private static void answers(Dialogue dialogue) {
        Initiation initiation = Initiation.await(dialogue);
        RawPacket challenge = initiation.challenge(0);
        dialogue.require(
                initiation.send(challenge, "WHOAREYOU naming the request").isPresent(),
                "no handshake packet answers the WHOAREYOU");
    }

    private static void sameRequest(Dialogue dialogue) {
        Initiation initiation = Initiation.await(dialogue);
        Message first = initiation
                .message()
                .orElseThrow(() -> new NotApplicableException("the node's request was under keys not known"));
        Bytes plaintext = plaintext(initiation);
        if (!(MessageCodec.decode(plaintext) instanceof Decoded.Ok<Message>(Message again))) {
            throw new UnmetException("the handshake packet holds no message: " + plaintext);
        }
        dialogue.require(
                again.getClass() == first.getClass() && again.requestId().equals(first.requestId()),
                "the handshake packet holds " + again + " and not " + first);
    }

    private static void newNonce(Dialogue dialogue) {
        Initiation initiation = Initiation.await(dialogue);
        Packet.Handshake answer = initiation.answer(initiation.challenge(0));
        dialogue.require(
                !answer.nonce().equals(initiation.request().nonce()), "the handshake packet has the request's nonce");
    }

    private static void signature(Dialogue dialogue) {
        Initiation initiation = Initiation.await(dialogue);
        RawPacket challenge = initiation.challenge(0);
        Packet.Handshake answer = initiation.answer(challenge);
        Bytes hash = HandshakeDraft.signatureHash(
                challenge.head(),
                answer.ephemeralKey(),
                initiation.prober().identity().nodeId());
        dialogue.require(
                Identity.CURVE.verify(
                        hash, answer.idSignature(), dialogue.target().publicKey()),
                "the ID signature does not fit, or its s is high: " + answer.idSignature());
    }

    private static void recordNewer(Dialogue dialogue) {
        long seq = seq(dialogue);
        if (seq == 1) {
            throw new NotApplicableException("the node's record has the sequence number 1: there is no older one");
        }
        requireRecord(dialogue, Initiation.await(dialogue), seq - 1);
    }

    private static void requireRecord(Dialogue dialogue, Initiation initiation, long enrSeq) {
        Packet.Handshake answer = initiation.answer(initiation.challenge(enrSeq));
        dialogue.require(!answer.record().isEmpty(), "the handshake packet has no record");
        dialogue.require(
                NodeRecord.decode(answer.record(), Identity.CURVE) instanceof DecodedRecord.Valid valid
                        && valid.record().nodeId().equals(dialogue.target().nodeId()),
                "the handshake packet's record is not the node's: " + answer.record());
    }

    private static void recordOmitted(Dialogue dialogue) {
        long seq = seq(dialogue);
        Initiation initiation = Initiation.await(dialogue);
        Packet.Handshake answer = initiation.answer(initiation.challenge(seq));
        dialogue.require(
                answer.record().isEmpty(),
                "the handshake packet has a record of " + answer.record().size() + " bytes");
    }

    private static void onlyAsked(Dialogue dialogue) {
        Prober prober = dialogue.bystander();
        Session session = prober.establish();
        RawPacket challenge = prober.whoareyou(
                Bytes.random(AesGcm.NONCE_SIZE, prober.random()),
                prober.random().nextLong());
        prober.send(challenge, "WHOAREYOU naming a random nonce");
        prober.next(
                        Seen.Sealed.class,
                        packet -> packet.packet() instanceof Packet.Handshake,
                        dialogue.timing().silence())
                .ifPresent(packet -> {
                    throw new UnmetException("a WHOAREYOU that names no request was answered: " + packet.summary());
                });
        prober.ping(session);
    }

    private static void simultaneous(Dialogue dialogue) {
        Initiation initiation = Initiation.await(dialogue);
        Prober prober = initiation.prober();
        RawPacket challenge = initiation.challenge(0);
        prober.manners().on();
        prober.manners().expectHandshake(initiation.request(), challenge);
        prober.send(challenge, "WHOAREYOU naming the request");
        HandshakeDraft draft = prober.draft(prober.provoke());
        prober.adopt(draft.session());
        Bytes requestId = dialogue.requestId();
        long seq = prober.identity().record().seq();
        prober.send(draft.packet(RawMessage.ping(requestId, seq)), "a handshake packet with PING " + requestId);
        prober.await(Message.Pong.class, requestId);
    }

    /** The sequence number of the record that the node announces. */
    private static long seq(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        return FindnodeCases.records(prober.findNode(prober.establish(), 0)).stream()
                .filter(record -> record.nodeId().equals(dialogue.target().nodeId()))
                .mapToLong(NodeRecord::seq)
                .findFirst()
                .orElseThrow(() -> new NotApplicableException(
                        "the node does not tell its own record, which findnode.distance-0 judges"));
    }

    private static Bytes plaintext(Initiation initiation) {
        RawPacket challenge = initiation.challenge(0);
        Packet.Handshake answer = initiation.answer(challenge);
        return initiation
                .session(challenge, answer)
                .map(session -> session.open(answer, answer.ciphertext()))
                .orElseThrow(() -> new UnmetException("the handshake packet's message opens under no keys that"
                        + " the challenge and its `eph-pubkey` " + answer.ephemeralKey() + " give"));
    }
}
