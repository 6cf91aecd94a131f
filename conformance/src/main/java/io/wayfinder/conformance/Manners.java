package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * How a prober behaves by itself while a script waits: it answers PING, FINDNODE and TALKREQ, lets the node dial it, and
 * repeats as a handshake what the node could not read. A script can turn it off to see everything.
 */
final class Manners {

    private static final int RECORDS_PER_MESSAGE = 3;

    private final Prober prober;
    private final List<Message> requests = new ArrayList<>();
    private final List<Dial> dials = new ArrayList<>();
    private final Map<Bytes, Bytes> answersByNonce = new LinkedHashMap<>();
    private List<NodeRecord> neighbours = List.of();
    private long challengeSeq;
    private boolean on = true;
    private @Nullable OpenChallenge open;

    private record OpenChallenge(Packet.Ordinary provoked, RawPacket challenge) {}

    Manners(Prober prober) {
        this.prober = prober;
    }

    /** From now on nothing is answered, and the script's own {@link Prober#next} sees the node's requests as well. */
    void off() {
        on = false;
    }

    void on() {
        on = true;
    }

    /** What the node asked of us so far, oldest first. */
    List<Message> requests() {
        return requests;
    }

    /** The handshakes that the node began and finished so far, oldest first. */
    List<Dial> dials() {
        return dials;
    }

    /** Whom FINDNODE is answered with, at the distances where they are. */
    void neighbours(List<NodeRecord> records) {
        neighbours = records;
    }

    /** The {@code enr-seq} of our WHOAREYOUs: which record of the node's we claim to have; 0: none. */
    void challengeSeq(long seq) {
        challengeSeq = seq;
    }

    /** A script sends this challenge itself; the handshake that answers it is welcome as any other. */
    void expectHandshake(Packet.Ordinary provoked, RawPacket challenge) {
        open = new OpenChallenge(provoked, challenge);
    }

    /** Whether this was taken care of; if not it is the script's. */
    boolean handle(Seen seen) {
        if (!on) {
            return false;
        }
        return switch (seen) {
            case Seen.Said said -> answer(said.under(), said.message());
            case Seen.Challenge challenge -> repeat(challenge);
            case Seen.Sealed sealed ->
                switch (sealed.packet()) {
                    case Packet.Ordinary ordinary -> challenge(ordinary);
                    case Packet.Handshake handshake -> finish(handshake);
                    case Packet.Whoareyou ignored -> false;
                };
            case Seen.Garbled ignored -> false;
            case Seen.Foreign ignored -> false;
        };
    }

    private boolean answer(Session under, Message message) {
        List<Bytes> answers = switch (message) {
            case Message.Ping ping -> List.of(pong(ping));
            case Message.FindNode findNode -> nodes(findNode);
            case Message.TalkRequest talk ->
                List.of(RawMessage.talkResponse(talk.requestId().bytes(), Bytes.EMPTY));
            case Message.Pong ignored -> List.of();
            case Message.Nodes ignored -> List.of();
            case Message.TalkResponse ignored -> List.of();
        };
        if (answers.isEmpty()) {
            return false;
        }
        requests.add(message);
        for (Bytes plaintext : answers) {
            RawPacket packet = under.packet(plaintext);
            answersByNonce.put(packet.nonce(), plaintext);
            prober.send(packet, "the answer to that");
        }
        return true;
    }

    private Bytes pong(Message.Ping ping) {
        Endpoint theirs = prober.target().endpoint();
        return RawMessage.pong(
                ping.requestId().bytes(),
                prober.identity().record().seq(),
                theirs.address().bytes(),
                theirs.port());
    }

    private List<Bytes> nodes(Message.FindNode asked) {
        List<Bytes> found = new ArrayList<>();
        if (asked.distances().contains(0)) {
            found.add(prober.identity().record().encoded());
        }
        for (NodeRecord record : neighbours) {
            if (asked.distances().contains(Distance.log(prober.identity().nodeId(), record.nodeId()))) {
                found.add(record.encoded());
            }
        }
        int total = Math.max(1, (found.size() + RECORDS_PER_MESSAGE - 1) / RECORDS_PER_MESSAGE);
        List<Bytes> messages = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            List<Bytes> part =
                    found.subList(i * RECORDS_PER_MESSAGE, Math.min(found.size(), (i + 1) * RECORDS_PER_MESSAGE));
            messages.add(RawMessage.nodes(asked.requestId().bytes(), total, part));
        }
        return messages;
    }

    /** The node lost the keys that an answer of ours went out under: it gets the answer in a handshake. */
    private boolean repeat(Seen.Challenge challenge) {
        Bytes plaintext = answersByNonce.remove(challenge.packet().nonce().bytes());
        if (plaintext == null) {
            return false;
        }
        HandshakeDraft draft = prober.draft(challenge);
        prober.adopt(draft.session());
        prober.send(draft.packet(plaintext), "the same answer in a handshake");
        return true;
    }

    private boolean challenge(Packet.Ordinary provoked) {
        RawPacket challenge = prober.whoareyou(provoked.nonce().bytes(), challengeSeq);
        expectHandshake(provoked, challenge);
        prober.send(challenge, "WHOAREYOU");
        return true;
    }

    private boolean finish(Packet.Handshake handshake) {
        OpenChallenge answered = open;
        if (answered == null) {
            return false;
        }
        Bytes challengeData = answered.challenge().head();
        var ephemeral = Identity.CURVE.parse(handshake.ephemeralKey());
        if (ephemeral.isEmpty()) {
            return false;
        }
        Session session = Session.asRecipient(
                        prober.identity(), prober.target().nodeId(), ephemeral.get(), challengeData, prober.random())
                .speaking(prober.target().protocolId());
        Bytes plaintext = session.open(handshake, handshake.ciphertext());
        if (plaintext == null) {
            return false;
        }
        open = null;
        prober.adopt(session);
        dials.add(new Dial(answered.provoked(), answered.challenge(), handshake, session, plaintext));
        if (MessageCodec.decode(plaintext) instanceof Decoded.Ok<Message>(Message message)) {
            answer(session, message);
        }
        return true;
    }
}
