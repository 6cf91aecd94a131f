package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/** Handshakes that the node should accept, and what follows them (theory, "Handshake Steps", step 4). */
final class HandshakeCases {

    private static final String PACKET = "discv5-wire.md, Handshake Message Packet (`flag = 2`)";
    private static final String STEP_3 = "discv5-theory.md, Step 3: Node A processes the challenge";
    private static final String STEP_4 = "discv5-theory.md, Step 4: Node B receives handshake message";
    private static final String CACHE = "discv5-theory.md, Session Cache";

    private static final Rule RESPONDS = Rule.practice(
            STEP_4,
            "If the message can be decrypted and authenticated, Node B considers the new session keys valid and responds"
                    + " to the message.");
    private static final Rule MAY_BE_OMITTED = Rule.practice(
            PACKET,
            "The `record` field may be omitted if the `enr-seq` of WHOAREYOU is recent enough, i.e. when it matches the"
                    + " current sequence number of the sending node.");
    private static final Rule MAY_BE_PRESENT = Rule.practice(
            PACKET,
            "The `record` field may be omitted if the `enr-seq` of WHOAREYOU is recent enough; it need not be.");
    private static final Rule NEWER = Rule.practice(
            STEP_4,
            "A record may also be present if node A determined that its record is newer than B's current copy.");
    private static final Rule OLDER = Rule.practice(
            STEP_4,
            "A record may also be present if it is newer than B's current copy; an older one must not replace that copy,"
                    + " or whoever replays it takes a node back to where it was.");
    private static final Rule LARGEST_RECORD =
            Rule.practice("enr.md, RLP Encoding", "The maximum encoded size of a node record is 300 bytes.");
    private static final Rule ENDPOINT = Rule.must(
            CACHE,
            "To prevent IP spoofing attacks, implementations must ensure that session secrets and the handshake are tied to"
                    + " a specific UDP endpoint.");
    private static final Rule NO_REPLAY = Rule.practice(STEP_3, "The signature also prevents replay of the handshake.");
    private static final Rule TWO_IN_A_ROW = Rule.practice(
            STEP_4,
            "Whichever of two handshakes for one challenge the node takes, or the later of both: its keys are valid then.");

    private static final int RECORD_SIZE_MAX = 300;

    /** As the sequence number in PING: a higher one would make the node ask for the record that the handshake is about. */
    private static final long TELLS_NOTHING = 1;

    private HandshakeCases() {}

    static List<Case> all() {
        return Stream.of(messages(), records()).flatMap(List::stream).toList();
    }

    private static List<Case> messages() {
        return List.of(
                of(
                        "handshake.ping",
                        RESPONDS,
                        "a handshake packet with PING",
                        "PONG",
                        dialogue -> dialogue.prober().establish()),
                of(
                        "handshake.findnode",
                        RESPONDS,
                        "a handshake packet with FINDNODE [0]",
                        "NODES",
                        HandshakeCases::findNode),
                of(
                        "handshake.other-endpoint",
                        ENDPOINT,
                        "the handshake packet for a WHOAREYOU, from another port than it was sent to",
                        "no PONG",
                        HandshakeCases::otherEndpoint),
                of(
                        "handshake.replayed",
                        NO_REPLAY,
                        "a handshake packet with PING twice, byte for byte",
                        "one PONG; a PING after it is answered",
                        HandshakeCases::replayed),
                of(
                        "handshake.two-in-a-row",
                        TWO_IN_A_ROW,
                        "two handshake packets for one WHOAREYOU, each with an ephemeral key of its own",
                        "a PING under the keys of one of them is answered",
                        HandshakeCases::twoInARow));
    }

    private static List<Case> records() {
        return List.of(
                of(
                        "handshake.record-omitted",
                        MAY_BE_OMITTED,
                        "a second handshake, without a record, after a WHOAREYOU whose `enr-seq` is the record's",
                        "PONG",
                        HandshakeCases::recordOmitted),
                of(
                        "handshake.record-sent-again",
                        MAY_BE_PRESENT,
                        "a second handshake with the same record",
                        "PONG",
                        HandshakeCases::recordSentAgain),
                of(
                        "handshake.record-newer",
                        NEWER,
                        "a second handshake with a newer record, then an unreadable packet",
                        "PONG, then WHOAREYOU with another `enr-seq` than before",
                        HandshakeCases::recordNewer),
                of(
                        "handshake.record-older",
                        OLDER,
                        "a second handshake with an older record, then an unreadable packet",
                        "WHOAREYOU with the same `enr-seq` as before",
                        HandshakeCases::recordOlder),
                of(
                        "handshake.record-300-bytes",
                        LARGEST_RECORD,
                        "a handshake packet with a record of 300 bytes",
                        "PONG",
                        HandshakeCases::largestRecord));
    }

    private static Case of(String name, Rule rule, String sends, String expects, Case.Script script) {
        return new Case(name, Area.HANDSHAKE, rule, sends, expects, script);
    }

    private static void findNode(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        HandshakeDraft draft = prober.draft(prober.provoke());
        prober.adopt(draft.session());
        Bytes requestId = dialogue.requestId();
        prober.send(draft.packet(RawMessage.findNode(requestId, 0)), "a handshake packet with FINDNODE [0]");
        prober.await(Message.Nodes.class, requestId);
    }

    private static void recordOmitted(Dialogue dialogue) {
        Prober prober = dialogue.bystander();
        prober.establish();
        Seen.Challenge challenge = challengeFromAcquaintance(prober);
        finish(dialogue, prober, prober.draft(challenge).record(Bytes.EMPTY));
    }

    private static void recordSentAgain(Dialogue dialogue) {
        Prober prober = dialogue.bystander();
        prober.establish();
        finish(dialogue, prober, prober.draft(prober.provoke()));
    }

    /** How the numbers read is a matter of the challenge's cases: here it changes or it does not. */
    private static void recordNewer(Dialogue dialogue) {
        Prober prober = dialogue.bystander();
        prober.establish();
        Seen.Challenge challenge = challengeFromAcquaintance(prober);
        prober.setSeq(prober.identity().record().seq() + 1);
        finish(dialogue, prober, prober.draft(challenge));
        long before = challenge.packet().enrSeq();
        long after = challengeFromAcquaintance(prober).packet().enrSeq();
        dialogue.require(after != before, "`enr-seq` is still " + Long.toUnsignedString(before));
    }

    /** The node may accept the handshake or not: its signature is right. */
    private static void recordOlder(Dialogue dialogue) {
        Prober prober = dialogue.bystander();
        long older = 3;
        prober.setSeq(5);
        prober.establish();
        Seen.Challenge challenge = challengeFromAcquaintance(prober);
        Bytes record = prober.identity().withSeq(older).record().encoded();
        HandshakeDraft draft = prober.draft(challenge).record(record);
        prober.adopt(draft.session());
        Bytes ping = RawMessage.ping(dialogue.requestId(), TELLS_NOTHING);
        prober.send(draft.packet(ping), "a handshake packet with an older record");
        prober.next(Seen.Said.class, any -> true, dialogue.timing().silence());
        long before = challenge.packet().enrSeq();
        long after = prober.provoke().packet().enrSeq();
        dialogue.require(
                after == before || after == 0,
                "`enr-seq` was " + Long.toUnsignedString(before) + " and is " + Long.toUnsignedString(after));
    }

    private static void largestRecord(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Bytes record = prober.identity().recordOfSize(RECORD_SIZE_MAX);
        finish(dialogue, prober, prober.draft(prober.provoke()).record(record));
    }

    private static void otherEndpoint(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Prober elsewhere = dialogue.prober(prober.identity());
        HandshakeDraft draft = prober.draft(prober.provoke());
        prober.adopt(draft.session());
        elsewhere.adopt(draft.session());
        elsewhere.send(draft.packet(RawMessage.ping(dialogue.requestId(), 1)), "a handshake packet, from another port");
        elsewhere.expectNoMessage("a handshake packet from another port");
        prober.expectNoMessage("a handshake packet from another port");
    }

    private static void replayed(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        HandshakeDraft draft = prober.draft(prober.provoke());
        Session session = draft.session();
        prober.adopt(session);
        Bytes requestId = dialogue.requestId();
        RawPacket packet = draft.packet(RawMessage.ping(requestId, 1));
        prober.send(packet, "a handshake packet with PING");
        prober.await(Message.Pong.class, requestId);
        prober.send(packet, "the same again");
        prober.expectNoMessage("a handshake packet that was sent before");
        prober.ping(session);
    }

    private static void twoInARow(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Seen.Challenge challenge = prober.provoke();
        List<HandshakeDraft> drafts = List.of(prober.draft(challenge), prober.draft(challenge));
        for (HandshakeDraft draft : drafts) {
            prober.adopt(draft.session());
            prober.send(draft.packet(RawMessage.ping(dialogue.requestId(), 1)), "a handshake packet with PING");
        }
        Duration limit = dialogue.timing().answer();
        Optional<Session> taken =
                prober.next(Seen.Said.class, any -> true, limit).map(Seen.Said::under);
        // One at a time, those first that were answered: a packet that it cannot read may cost a node the session.
        Session first = taken.orElse(drafts.getFirst().session());
        Session second = drafts.getLast().session().equals(first)
                ? drafts.getFirst().session()
                : drafts.getLast().session();
        Bytes requestId = Bytes.of(1, 2);
        prober.tell(first, RawMessage.ping(requestId, TELLS_NOTHING));
        if (prober.next(Seen.Said.class, Prober.answering(Message.Pong.class, requestId), limit)
                .isEmpty()) {
            prober.tell(second, RawMessage.ping(requestId, TELLS_NOTHING));
            prober.await(Message.Pong.class, requestId);
        }
    }

    private static Seen.Challenge challengeFromAcquaintance(Prober prober) {
        Seen.Challenge challenge = prober.provoke();
        if (challenge.packet().enrSeq() == 0) {
            throw new NotApplicableException("the node keeps no copy of the record: its `enr-seq` is 0");
        }
        return challenge;
    }

    private static void finish(Dialogue dialogue, Prober prober, HandshakeDraft draft) {
        prober.adopt(draft.session());
        Bytes requestId = dialogue.requestId();
        prober.send(
                draft.packet(RawMessage.ping(requestId, TELLS_NOTHING)), "a handshake packet with PING " + requestId);
        prober.await(Message.Pong.class, requestId);
    }
}
