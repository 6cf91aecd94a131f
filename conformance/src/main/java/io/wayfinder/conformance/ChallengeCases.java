package io.wayfinder.conformance;

import io.wayfinder.crypto.AesCtr;
import io.wayfinder.discovery.wire.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/** WHOAREYOU (wire, "WHOAREYOU Packet (`flag = 1`)"; theory, "Handshake Steps", step 2). */
final class ChallengeCases {

    private static final String WHOAREYOU = "discv5-wire.md, WHOAREYOU Packet (`flag = 1`)";
    private static final String HEADER = "discv5-wire.md, Protocol Header";
    private static final String STEP_2 = "discv5-theory.md, Step 2: Node B responds with challenge";
    private static final String CONSIDERATIONS = "discv5-theory.md, Handshake Implementation Considerations";

    private static final Rule UNREADABLE = Rule.must(
            STEP_2,
            "If node B does not have session keys or decryption is not successful, it must initiate a handshake by"
                    + " responding with a WHOAREYOU packet.");
    private static final Rule NAMES_THE_PACKET = Rule.must(
            WHOAREYOU,
            "The `nonce` part of the packet must be set to the `nonce` of the message packet that caused the WHOAREYOU"
                    + " response.");
    private static final Rule ENR_SEQ = Rule.practice(
            STEP_2,
            "Node B also checks if it has a copy of node A's record. If it does, it also includes the sequence number of"
                    + " this record in the challenge packet, otherwise it sets the `enr-seq` field to zero.");
    private static final Rule SECOND_PACKET = Rule.should(
            CONSIDERATIONS,
            "Node B is now waiting for a handshake message packet to complete the new session, but instead receives"
                    + " another ordinary message packet. In this case, implementations should respond with a new"
                    + " WHOAREYOU challenge referencing the message packet. (devp2p change #278 of August 2026: with the"
                    + " existing one; either passes.)");
    private static final Rule SAME_AGAIN = Rule.practice(
            CONSIDERATIONS,
            "devp2p change #278 of August 2026, which the quoted commit lacks: the existing challenge is sent again, since"
                    + " a new one invalidates the handshake that the other side may be computing. go-ethereum's"
                    + " HandshakeResend wants the same.");
    private static final Rule EITHER_WAY = Rule.practice(
            CONSIDERATIONS,
            "Whether a second packet is answered by a new challenge, by the same or not at all: whoever answers the"
                    + " newest that it got must come through, or one packet too many ends every handshake.");
    private static final Rule SMALL = Rule.practice(
            WHOAREYOU,
            "The `message` part of WHOAREYOU packets is always empty. An answer to an unproven address that is larger"
                    + " than what caused it would make the node an amplifier.");
    private static final Rule KEPT = Rule.must(
            STEP_2,
            "Node B must also store the A's record and the WHOAREYOU challenge for a short duration after sending it."
                    + " (Good timeout values are 1s for the handshake.)");
    private static final Rule EXPIRES = Rule.practice(
            STEP_2,
            "The challenge is stored \"for a short duration\", and a handshake is over after 1 s; 5 s are granted.");
    private static final Rule ID_NONCE =
            Rule.practice(STEP_2, "It first generates a unique `id-nonce` value and includes it in the packet.");
    private static final Rule MASKING_IV = Rule.practice(HEADER, "masking-iv = uint128, random data unique to packet");

    private static final Duration WITHIN_A_HANDSHAKE = Duration.ofMillis(500);
    private static final Duration LONG_AFTER_A_HANDSHAKE = Duration.ofSeconds(5);

    /** A sequence number that a signed integer cannot hold, nor a double-precision number. */
    private static final long LARGE_SEQ = 0xf000_0000_0000_0001L;

    /** The smallest message there can be: nothing, sealed. */
    private static final int TAG_SIZE = 16;

    private static final int CHALLENGES = 4;

    private ChallengeCases() {}

    static List<Case> all() {
        return Stream.of(causes(), contents(), lives()).flatMap(List::stream).toList();
    }

    private static List<Case> causes() {
        return List.of(
                new Case(
                        "challenge.unknown-sender",
                        Area.CHALLENGE,
                        UNREADABLE,
                        "an ordinary packet of random content",
                        "WHOAREYOU",
                        dialogue -> dialogue.prober().provoke()),
                new Case(
                        "challenge.tampered-message",
                        Area.CHALLENGE,
                        UNREADABLE,
                        "PING within a session, with one bit of its tag changed",
                        "WHOAREYOU and no PONG",
                        ChallengeCases::tampered),
                new Case(
                        "challenge.names-the-packet",
                        Area.CHALLENGE,
                        NAMES_THE_PACKET,
                        "an ordinary packet of random content",
                        "WHOAREYOU with the packet's nonce",
                        ChallengeCases::namesThePacket),
                new Case(
                        "challenge.not-larger",
                        Area.CHALLENGE,
                        SMALL,
                        "an ordinary packet of 87 bytes",
                        "an answer of as many bytes at most",
                        ChallengeCases::notLarger));
    }

    private static List<Case> contents() {
        return List.of(
                new Case(
                        "challenge.enr-seq-unknown",
                        Area.CHALLENGE,
                        ENR_SEQ,
                        "a packet from a node that is new to the other",
                        "WHOAREYOU with `enr-seq` 0",
                        dialogue -> {
                            long seq = dialogue.prober().provoke().packet().enrSeq();
                            dialogue.require(seq == 0, "`enr-seq` is " + Long.toUnsignedString(seq) + " and not 0");
                        }),
                enrSeqKnown("challenge.enr-seq-known", 7),
                enrSeqKnown("challenge.enr-seq-64-bits", LARGE_SEQ),
                unique(
                        "challenge.id-nonce-unique",
                        ID_NONCE,
                        "id-nonce",
                        challenge -> challenge.packet().idNonce().bytes()),
                unique(
                        "challenge.masking-iv-unique",
                        MASKING_IV,
                        "masking-iv",
                        challenge -> challenge.datagram().slice(0, AesCtr.IV_SIZE)));
    }

    private static List<Case> lives() {
        return List.of(
                new Case(
                        "challenge.second-packet",
                        Area.CHALLENGE,
                        SECOND_PACKET,
                        "two ordinary packets of random content, the second after the WHOAREYOU",
                        "a WHOAREYOU for the second too, a new one or the same",
                        ChallengeCases::secondPacket),
                sameAgain("challenge.same-for-repeat", "the same packet", true),
                sameAgain("challenge.same-for-second-packet", "another packet", false),
                new Case(
                        "challenge.handshake-after-second-packet",
                        Area.CHALLENGE,
                        EITHER_WAY,
                        "two ordinary packets, then a handshake packet that answers the newest WHOAREYOU",
                        "PONG",
                        ChallengeCases::handshakeAfterSecondPacket),
                new Case(
                        "challenge.kept",
                        Area.CHALLENGE,
                        KEPT,
                        "a handshake packet with PING, 500 ms after the WHOAREYOU",
                        "PONG",
                        ChallengeCases::kept),
                new Case(
                        "challenge.expires",
                        Area.CHALLENGE,
                        EXPIRES,
                        "a handshake packet with PING, 5 s after the WHOAREYOU",
                        "no PONG",
                        ChallengeCases::expires));
    }

    /** A node may have dropped the record: 0 says so, and is right then. */
    private static Case enrSeqKnown(String name, long seq) {
        String number = Long.toUnsignedString(seq);
        return new Case(
                name,
                Area.CHALLENGE,
                ENR_SEQ,
                "an unreadable packet, after a handshake with a record of sequence number " + number,
                "WHOAREYOU with this `enr-seq`",
                dialogue -> {
                    Prober prober = dialogue.bystander();
                    prober.setSeq(seq);
                    prober.establish();
                    long seen = prober.provoke().packet().enrSeq();
                    if (seen == 0) {
                        throw new NotApplicableException("the node keeps no copy of the record: its `enr-seq` is 0");
                    }
                    dialogue.require(seen == seq, "`enr-seq` is " + Long.toUnsignedString(seen) + " and not " + number);
                });
    }

    private static Case sameAgain(String name, String second, boolean repeat) {
        return new Case(
                name,
                Area.CHALLENGE,
                SAME_AGAIN,
                "an ordinary packet of random content; after the WHOAREYOU " + second,
                "the same WHOAREYOU, byte for byte",
                dialogue -> {
                    Prober prober = dialogue.prober();
                    RawPacket packet = prober.randomPacket();
                    Bytes first = prober.provoke(packet).datagram();
                    prober.send(repeat ? packet : prober.randomPacket(), second);
                    Bytes again = anyChallenge(dialogue, prober)
                            .orElseThrow(() -> new NotApplicableException(
                                    "no WHOAREYOU for the second packet: see challenge.second-packet"))
                            .datagram();
                    dialogue.require(again.equals(first), "the second WHOAREYOU differs from the first");
                });
    }

    private static Case unique(String name, Rule rule, String field, Function<Seen.Challenge, Bytes> value) {
        return new Case(
                name,
                Area.CHALLENGE,
                rule,
                "packets from " + CHALLENGES + " new nodes",
                "WHOAREYOUs that differ in " + field,
                dialogue -> {
                    List<Bytes> values = new ArrayList<>();
                    for (int i = 0; i < CHALLENGES; i++) {
                        values.add(value.apply(dialogue.prober().provoke()));
                    }
                    dialogue.require(
                            values.stream().distinct().count() == CHALLENGES, field + " came twice: " + values);
                });
    }

    private static void namesThePacket(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        RawPacket packet = prober.randomPacket();
        Bytes named = prober.provoke(packet).packet().nonce().bytes();
        dialogue.require(named.equals(packet.nonce()), "the WHOAREYOU names " + named + " and not " + packet.nonce());
    }

    private static void tampered(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        RawPacket packet = session.packet(RawMessage.ping(dialogue.requestId(), 1));
        int last = packet.message().size() - 1;
        Bytes message = Bytes.concatenate(packet.message().slice(0, last), Bytes.of((byte)
                (packet.message().get(last) ^ 1)));
        prober.send(packet.withMessage(message), "PING with one bit of its tag changed");
        Seen seen = prober.next(dialogue.timing().answer()).orElseThrow(() -> new UnmetException("no WHOAREYOU came"));
        dialogue.require(seen instanceof Seen.Challenge, "it was answered: " + seen.summary());
    }

    private static void notLarger(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        RawPacket packet = prober.randomPacket(TAG_SIZE);
        prober.send(packet, "an ordinary packet that holds no more than a tag");
        int sent = packet.datagram().size();
        prober.next(dialogue.timing().answer())
                .ifPresent(seen -> dialogue.require(
                        seen.datagram().size() <= sent,
                        seen.datagram().size() + " bytes answer a packet of " + sent + ": " + seen.summary()));
    }

    private static void secondPacket(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        prober.provoke();
        prober.provoke();
    }

    private static void handshakeAfterSecondPacket(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Seen.Challenge first = prober.provoke();
        prober.send(prober.randomPacket(), "an ordinary packet of random content");
        Seen.Challenge newest = prober.next(
                        Seen.Challenge.class, any -> true, dialogue.timing().silence())
                .orElse(first);
        finish(dialogue, prober, newest);
    }

    private static void kept(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Seen.Challenge challenge = prober.provoke();
        dialogue.linger(WITHIN_A_HANDSHAKE);
        finish(dialogue, prober, challenge);
    }

    private static void expires(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        HandshakeDraft draft = prober.draft(prober.provoke());
        prober.adopt(draft.session());
        dialogue.linger(LONG_AFTER_A_HANDSHAKE);
        prober.send(draft.packet(RawMessage.ping(dialogue.requestId(), 1)), "a handshake packet with PING");
        prober.expectNoMessage("a handshake packet 5 s after its WHOAREYOU");
    }

    private static void finish(Dialogue dialogue, Prober prober, Seen.Challenge challenge) {
        HandshakeDraft draft = prober.draft(challenge);
        prober.adopt(draft.session());
        Bytes requestId = dialogue.requestId();
        prober.send(draft.packet(RawMessage.ping(requestId, 1)), "a handshake packet with PING " + requestId);
        prober.await(Message.Pong.class, requestId);
    }

    private static Optional<Seen.Challenge> anyChallenge(Dialogue dialogue, Prober prober) {
        return prober.next(Seen.Challenge.class, any -> true, dialogue.timing().answer());
    }
}
