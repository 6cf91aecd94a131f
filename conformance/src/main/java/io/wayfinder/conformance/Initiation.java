package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.Packet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that the node sent of its own accord, for a script to answer with a WHOAREYOU as if the prober had lost its
 * keys: so the node has to begin a handshake (theory, "Handshake Steps", step 3).
 *
 * @param prober with its manners off: it answers nothing by itself
 * @param message the request; empty when the node sent it under no keys of the prober's
 */
record Initiation(Dialogue dialogue, Prober prober, Packet.Ordinary request, Optional<Message> message) {

    /**
     * Makes a session with a record that names an endpoint, and then claims a newer one: most nodes ask for that at
     * once, and the others ping within seconds whoever is new in their table.
     *
     * @throws NotApplicableException when the node asks nothing
     */
    static Initiation await(Dialogue dialogue) {
        Prober prober = dialogue.bystander();
        prober.manners().off();
        HandshakeDraft draft = prober.draft(prober.provoke());
        prober.adopt(draft.session());
        long seq = prober.identity().record().seq();
        prober.send(draft.packet(RawMessage.ping(dialogue.requestId(), seq)), "a handshake packet with PING");
        boolean claimed = false;
        Optional<Seen> seen = prober.next(dialogue.timing().answer());
        while (seen.isPresent()) {
            if (asks(seen.get()) instanceof Packet.Ordinary request) {
                Optional<Message> message =
                        seen.get() instanceof Seen.Said said ? Optional.of(said.message()) : Optional.empty();
                return new Initiation(dialogue, prober, request, message);
            }
            if (!claimed && seen.get() instanceof Seen.Said) {
                prober.setSeq(seq + 1);
                prober.tell(draft.session(), RawMessage.ping(dialogue.requestId(), seq + 1));
                claimed = true;
            }
            seen = prober.next(dialogue.timing().initiative());
        }
        throw new NotApplicableException("the node asked nothing of its own accord within %d s"
                .formatted(dialogue.timing().initiative().toSeconds()));
    }

    /** A WHOAREYOU that names the request. */
    RawPacket challenge(long enrSeq) {
        return prober.whoareyou(request.nonce().bytes(), enrSeq);
    }

    /** Sends a challenge; the handshake packet that comes then, if one does. */
    Optional<Packet.Handshake> send(RawPacket challenge, String what) {
        prober.send(challenge, what);
        return prober.next(
                        Seen.Sealed.class,
                        packet -> packet.packet() instanceof Packet.Handshake,
                        dialogue.timing().answer())
                .map(packet -> (Packet.Handshake) packet.packet());
    }

    /**
     * The handshake packet that answers a challenge.
     *
     * @throws NotApplicableException when none does
     */
    Packet.Handshake answer(RawPacket challenge) {
        return send(challenge, "WHOAREYOU naming the request")
                .orElseThrow(() ->
                        new NotApplicableException("the node answers no WHOAREYOU: see handshake.initiator-answers"));
    }

    /** The keys of that handshake, as the challenge and the ephemeral key give them. */
    Optional<Session> session(RawPacket challenge, Packet.Handshake answer) {
        return Identity.CURVE
                .parse(answer.ephemeralKey())
                .map(key -> Session.asRecipient(
                        prober.identity(), prober.target().nodeId(), key, challenge.head(), prober.random()));
    }

    /** The packet, when it asks something; null when it is an answer or anything else. */
    private static @Nullable Packet asks(Seen seen) {
        return switch (seen) {
            case Seen.Said said ->
                switch (said.message()) {
                    case Message.Ping ignored -> said.packet();
                    case Message.FindNode ignored -> said.packet();
                    case Message.TalkRequest ignored -> said.packet();
                    default -> null;
                };
            case Seen.Sealed unread -> unread.packet();
            default -> null;
        };
    }
}
