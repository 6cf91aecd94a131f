package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;

/** What binds a session, and how it begins anew (theory, "Sessions"). */
final class SessionCases {

    private static final String STEPS = "discv5-theory.md, Handshake Steps";
    private static final String CACHE = "discv5-theory.md, Session Cache";
    private static final String HEADER = "discv5-wire.md, Protocol Header";

    private static final Rule TIED = Rule.must(
            CACHE,
            "To prevent IP spoofing attacks, implementations must ensure that session secrets and the handshake are tied"
                    + " to a specific UDP endpoint.");
    private static final Rule CHALLENGED = Rule.must(
            STEPS,
            "If node B does not have session keys or decryption is not successful, it must initiate a handshake by"
                    + " responding with a WHOAREYOU packet.");

    /** As many packets as tell a counter or random numbers from a few values in turn. */
    private static final int PACKETS = 32;

    private SessionCases() {}

    static List<Case> all() {
        List<Case> all = new ArrayList<>(bound());
        all.addAll(renewed());
        all.addAll(unique());
        return all;
    }

    private static List<Case> bound() {
        return List.of(
                new Case(
                        "session.bound-to-port",
                        Area.SESSION,
                        TIED,
                        "PING from another port, under the keys of a session at the first",
                        "WHOAREYOU and no PONG",
                        dialogue -> refusedAt(dialogue, dialogue::prober, RawMessage.ping(dialogue.requestId(), 1))),
                new Case(
                        "session.bound-to-address",
                        Area.SESSION,
                        TIED,
                        "PING from another address, under the keys of a session at the first",
                        "WHOAREYOU and no PONG",
                        dialogue -> refusedAt(
                                dialogue, dialogue::proberAtOtherAddress, RawMessage.ping(dialogue.requestId(), 1))),
                new Case(
                        "session.bound-to-address-findnode",
                        Area.SESSION,
                        TIED,
                        "FINDNODE from another address, under the keys of a session at the first",
                        "WHOAREYOU and no NODES",
                        dialogue -> refusedAt(
                                dialogue,
                                dialogue::proberAtOtherAddress,
                                RawMessage.findNode(dialogue.requestId(), 0))),
                new Case(
                        "session.bound-to-newer-endpoint",
                        Area.SESSION,
                        TIED,
                        "a handshake at a second endpoint, then PING from the first under the keys of that",
                        "WHOAREYOU and no PONG",
                        SessionCases::newKeysAtOldEndpoint),
                new Case(
                        "session.bound-to-node-id",
                        Area.SESSION,
                        Rule.practice(
                                CACHE,
                                "This is simple to implement by using the node ID and IP/port as the 'key' into the"
                                        + " in-memory session cache."),
                        "PING under a session's keys that names another node ID as its source",
                        "no PONG under these keys",
                        SessionCases::otherNodeId));
    }

    private static List<Case> renewed() {
        return List.of(
                new Case(
                        "session.altered-packet",
                        Area.SESSION,
                        Rule.practice(HEADER, "message = aesgcm_encrypt(initiator-key, nonce, message-pt, message-ad)"),
                        "PING within a session, one bit of it changed on the way",
                        "no PONG",
                        SessionCases::alteredPacket),
                new Case(
                        "session.moves-with-peer",
                        Area.SESSION,
                        Rule.practice(
                                CACHE,
                                "When a node switches endpoints, [...] sessions will have to be re-established by"
                                        + " handshaking again."),
                        "a handshake at another endpoint by a node that has a session at the first",
                        "PONG under the new keys there",
                        dialogue -> {
                            Prober prober = dialogue.prober();
                            prober.establish();
                            Prober moved = dialogue.proberElsewhere(prober.identity());
                            moved.ping(moved.establish());
                        }),
                new Case(
                        "session.peer-lost-keys",
                        Area.SESSION,
                        CHALLENGED,
                        "within a session a packet of random content, then the handshake",
                        "WHOAREYOU; PONG under the new keys",
                        dialogue -> {
                            Prober prober = dialogue.prober();
                            prober.establish();
                            prober.forgetSessions();
                            prober.ping(prober.establish());
                        }),
                new Case(
                        "session.node-dropped-keys",
                        Area.SESSION,
                        Rule.practice(
                                "discv5-theory.md, Handshake Implementation Considerations",
                                "When the response to the re-sent is received, the new session is established [...]"),
                        "WHOAREYOU as the answer to the node's own request within a session, and in the new one the"
                                + " answer to it, then PING",
                        "PONG",
                        SessionCases::nodeDroppedKeys));
    }

    private static List<Case> unique() {
        return List.of(
                new Case(
                        "session.unique-nonces",
                        Area.SESSION,
                        Rule.must(
                                HEADER,
                                "Implementations must generate a unique `nonce` value for every message packet."),
                        PACKETS + " PINGs within a session",
                        "no two PONGs under the same nonce",
                        dialogue -> different(
                                dialogue, "nonce", said -> said.packet().nonce().bytes())),
                new Case(
                        "session.unique-masking-ivs",
                        Area.SESSION,
                        Rule.practice(HEADER, "masking-iv = uint128 -- random data unique to packet"),
                        PACKETS + " PINGs within a session",
                        "no two PONGs with the same masking-iv",
                        dialogue -> different(
                                dialogue, "masking-iv", said -> said.datagram().slice(0, 16))));
    }

    private static void refusedAt(Dialogue dialogue, Function<Identity, Prober> elsewhere, Bytes plaintext) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        requireRefused(dialogue, elsewhere.apply(prober.identity()), session, plaintext);
    }

    private static void newKeysAtOldEndpoint(Dialogue dialogue) {
        Prober first = dialogue.prober();
        first.establish();
        Session newer = dialogue.proberElsewhere(first.identity()).establish();
        requireRefused(dialogue, first, newer, RawMessage.ping(dialogue.requestId(), 1));
    }

    private static void requireRefused(Dialogue dialogue, Prober prober, Session session, Bytes plaintext) {
        prober.adopt(session);
        prober.tell(session, plaintext);
        Seen seen = prober.next(
                        Seen.class,
                        each -> each instanceof Seen.Said || each instanceof Seen.Challenge,
                        dialogue.timing().answer())
                .orElseThrow(() -> new NotApplicableException(
                        "the keys do not serve there, but no WHOAREYOU says so, which session.peer-lost-keys judges"));
        if (seen instanceof Seen.Said) {
            throw new UnmetException("answered at an endpoint where these keys do not belong: " + seen.summary());
        }
    }

    private static void otherNodeId(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        Identity other = Identity.fresh(dialogue.random());
        Bytes ping = RawMessage.ping(dialogue.requestId(), 1);
        RawPacket packet = Session.ordinary(
                        dialogue.random(), other.nodeId(), dialogue.target().nodeId())
                .withProtocolId(dialogue.target().protocolId())
                .sealed(session.writeKey(), ping);
        prober.send(packet, "PING that names the source " + other.nodeId());
        requireNothingSaid(dialogue, prober);
    }

    private static void alteredPacket(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        RawPacket packet = session.packet(RawMessage.ping(dialogue.requestId(), 1));
        Bytes altered =
                Bytes.concatenate(packet.message().slice(0, packet.message().size() - 1), Bytes.of((byte)
                        (packet.message().get(packet.message().size() - 1) ^ 1)));
        prober.send(packet.withMessage(altered), "PING, its last bit changed");
        requireNothingSaid(dialogue, prober);
    }

    private static void requireNothingSaid(Dialogue dialogue, Prober prober) {
        prober.next(Seen.Said.class, said -> true, dialogue.timing().silence()).ifPresent(said -> {
            throw new UnmetException("answered: " + said.summary());
        });
    }

    private static void nodeDroppedKeys(Dialogue dialogue) {
        Initiation initiation = Initiation.await(dialogue);
        Prober prober = initiation.prober();
        Manners manners = prober.manners();
        RawPacket challenge = initiation.challenge(0);
        manners.on();
        manners.expectHandshake(initiation.request(), challenge);
        prober.send(challenge, "WHOAREYOU naming the request");
        if (!dialogue.await(() -> !manners.dials().isEmpty(), dialogue.timing().answer())) {
            throw new NotApplicableException("no handshake packet that opens: see handshake.initiator-answers");
        }
        prober.ping(manners.dials().getFirst().session());
    }

    private static void different(Dialogue dialogue, String field, Function<Seen.Said, Bytes> value) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        var seen = new HashSet<Bytes>();
        for (int i = 0; i < PACKETS; i++) {
            Bytes requestId = dialogue.requestId();
            prober.tell(
                    session,
                    RawMessage.ping(requestId, prober.identity().record().seq()));
            Bytes next = value.apply(prober.awaitSaid(Message.Pong.class, requestId));
            dialogue.require(seen.add(next), "two packets with the " + field + " " + next);
        }
    }
}
