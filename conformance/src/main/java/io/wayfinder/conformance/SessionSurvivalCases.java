package io.wayfinder.conformance;

import io.wayfinder.crypto.AesGcm;
import io.wayfinder.discovery.wire.Message;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/**
 * What ends no session: packets that anyone can send in a peer's name, and copies of packets that anyone can have seen.
 * The specification does not say so; without it whoever knows who talks with whom can cut them off from each other.
 */
final class SessionSurvivalCases {

    private static final String CONSIDERATIONS = "discv5-theory.md, Handshake Implementation Considerations";
    private static final String STEPS = "discv5-theory.md, Handshake Steps";

    private static final Rule FORGED_PACKET = Rule.practice(
            STEPS,
            "A packet that does not open is answered with WHOAREYOU, but proves nothing: its source can be anyone."
                    + " New keys are valid when \"the message can be decrypted and authenticated\", and until then the"
                    + " old ones serve.");
    private static final Rule FORGED_CHALLENGE = Rule.practice(
            CONSIDERATIONS,
            "WHOAREYOU is only ever valid as a response to a previously sent request. If WHOAREYOU is received but no"
                    + " requests are pending, the handshake attempt can be ignored.");
    private static final Rule FORGED_HANDSHAKE = Rule.practice(
            STEPS,
            "If the message can be decrypted and authenticated, Node B considers the new session keys valid [...]:"
                    + " a handshake that fails changes no keys.");
    private static final Rule REPLAYED = Rule.practice(
            "discv5-wire.md, UDP Communication",
            "Packets may be received in any order or not at all; a network may also deliver one twice. It is answered"
                    + " again or ignored, and does no harm.");

    private static final int SIGNATURE_SIZE = 64;
    private static final int CHALLENGE_SIZE = 63;

    private SessionSurvivalCases() {}

    /** A session in which one PING was answered. */
    private record Past(Prober victim, Session session, RawPacket ping, Seen.Said pong) {}

    /** What is done in the victim's name, by itself or by one who stands elsewhere. */
    @FunctionalInterface
    private interface Attack {
        void on(Dialogue dialogue, Past past, Prober attacker);
    }

    static List<Case> all() {
        return List.of(
                atHome("forged-packet", FORGED_PACKET, "a packet of random content", SessionSurvivalCases::packet),
                elsewhere("forged-packet", FORGED_PACKET, "a packet of random content", SessionSurvivalCases::packet),
                atHome(
                        "forged-whoareyou",
                        FORGED_CHALLENGE,
                        "WHOAREYOU that names the nonce of the node's PONG",
                        SessionSurvivalCases::challengeOfPong),
                elsewhere(
                        "forged-whoareyou",
                        FORGED_CHALLENGE,
                        "WHOAREYOU that names the nonce of the node's PONG",
                        SessionSurvivalCases::challengeOfPong),
                atHome(
                        "unknown-nonce",
                        FORGED_CHALLENGE,
                        "WHOAREYOU that names a nonce the node never used",
                        SessionSurvivalCases::challengeOfNothing),
                atHome(
                        "forged-handshake",
                        FORGED_HANDSHAKE,
                        "a packet of random content and, after the WHOAREYOU, a handshake packet with a random"
                                + " signature",
                        SessionSurvivalCases::handshake),
                elsewhere(
                        "forged-handshake",
                        FORGED_HANDSHAKE,
                        "a packet of random content and, after the WHOAREYOU, a handshake packet with a random"
                                + " signature",
                        SessionSurvivalCases::handshake),
                atHome(
                        "unasked-handshake",
                        FORGED_HANDSHAKE,
                        "a handshake packet that answers no WHOAREYOU",
                        SessionSurvivalCases::unaskedHandshake),
                elsewhere(
                        "unasked-handshake",
                        FORGED_HANDSHAKE,
                        "a handshake packet that answers no WHOAREYOU",
                        SessionSurvivalCases::unaskedHandshake),
                atHome("replayed-packet", REPLAYED, "the session's PING, byte for byte", SessionSurvivalCases::replay),
                elsewhere(
                        "replayed-packet",
                        REPLAYED,
                        "the session's PING, byte for byte",
                        SessionSurvivalCases::replay));
    }

    private static Case atHome(String name, Rule rule, String sends, Attack attack) {
        return survival(name, rule, sends + ", from the session's own endpoint", attack, false);
    }

    private static Case elsewhere(String name, Rule rule, String sends, Attack attack) {
        return survival(name + "-elsewhere", rule, sends + ", from another endpoint", attack, true);
    }

    private static Case survival(String name, Rule rule, String sends, Attack attack, boolean elsewhere) {
        return new Case(
                "session.survives-" + name,
                Area.SESSION,
                rule,
                sends,
                "a PING under the session's keys is answered afterwards",
                dialogue -> {
                    Prober victim = dialogue.prober();
                    Session session = victim.establish();
                    Bytes requestId = dialogue.requestId();
                    RawPacket ping = victim.tell(session, RawMessage.ping(requestId, 1));
                    Seen.Said pong = victim.awaitSaid(Message.Pong.class, requestId);
                    Prober attacker = elsewhere ? dialogue.proberElsewhere(victim.identity()) : victim;
                    attack.on(dialogue, new Past(victim, session, ping, pong), attacker);
                    dialogue.linger(dialogue.timing().silence());
                    victim.ping(session);
                });
    }

    private static void packet(Dialogue dialogue, Past past, Prober attacker) {
        attacker.send(attacker.randomPacket(), "a packet of random content");
    }

    private static void challengeOfPong(Dialogue dialogue, Past past, Prober attacker) {
        challenge(attacker, past.pong().packet().nonce().bytes());
    }

    private static void challengeOfNothing(Dialogue dialogue, Past past, Prober attacker) {
        challenge(attacker, Bytes.random(AesGcm.NONCE_SIZE, dialogue.random()));
    }

    private static void challenge(Prober attacker, Bytes nonce) {
        attacker.send(attacker.whoareyou(nonce, 0), "WHOAREYOU naming " + nonce);
    }

    /** Whether there should be a WHOAREYOU, and whether the first packet does harm, is for other cases to say. */
    private static void handshake(Dialogue dialogue, Past past, Prober attacker) {
        RawPacket provoking = attacker.randomPacket();
        attacker.send(provoking, "a packet of random content");
        Seen.Challenge challenge = attacker.next(
                        Seen.Challenge.class,
                        Prober.named(provoking.nonce()),
                        dialogue.timing().answer())
                .orElseThrow(() -> new NotApplicableException("the node gives no WHOAREYOU to answer"));
        try {
            past.victim().ping(past.session());
        } catch (UnmetException e) {
            throw new NotApplicableException("the packet before the handshake has ended the session: " + e.reason());
        }
        forge(dialogue, attacker, attacker.draft(challenge));
    }

    private static void unaskedHandshake(Dialogue dialogue, Past past, Prober attacker) {
        Bytes challengeData = Bytes.random(CHALLENGE_SIZE, dialogue.random());
        HandshakeDraft draft =
                new HandshakeDraft(attacker.identity(), dialogue.target(), challengeData, 0, dialogue.random());
        forge(dialogue, attacker, draft);
    }

    private static void forge(Dialogue dialogue, Prober attacker, HandshakeDraft draft) {
        RawPacket packet = draft.idSignature(Bytes.random(SIGNATURE_SIZE, dialogue.random()))
                .packet(RawMessage.ping(dialogue.requestId(), 1));
        attacker.send(packet, "a handshake packet with a random signature");
    }

    private static void replay(Dialogue dialogue, Past past, Prober attacker) {
        attacker.send(past.ping(), "the same packet again");
    }
}
