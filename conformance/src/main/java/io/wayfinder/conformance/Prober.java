package io.wayfinder.conformance;

import io.wayfinder.crypto.AesCtr;
import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.tuweni.bytes.Bytes;

/**
 * An identity with a socket, talking with the node under test: the means of every script.
 *
 * <p>What waits for an answer leaves aside whatever else comes, other answers included; {@link #next} is for scripts that
 * want to see each packet. What is late is an {@link UnmetException}.
 */
final class Prober implements AutoCloseable {

    /** As much as a short message has, sealed. */
    private static final int RANDOM_CONTENT_SIZE = 44;

    private static final int ID_NONCE_SIZE = 16;

    private final Dialogue dialogue;
    private final UdpChannel channel;
    private final PacketCodec codec;
    private final Manners manners = new Manners(this);
    private final List<Session> sessions = new ArrayList<>();
    private final Deque<Seen> inbox = new ArrayDeque<>();
    private Identity identity;

    Prober(Dialogue dialogue, Identity identity, Endpoint local) {
        this.dialogue = dialogue;
        this.identity = identity;
        this.codec = new PacketCodec(dialogue.target().protocolId());
        this.channel = new UdpChannel(local, dialogue.target().endpoint());
    }

    Identity identity() {
        return identity;
    }

    Endpoint local() {
        return channel.local();
    }

    Target target() {
        return dialogue.target();
    }

    SecureRandom random() {
        return dialogue.random();
    }

    Manners manners() {
        return manners;
    }

    /** From now on the record names this prober's endpoint, with a sequence number one higher. */
    void announceEndpoint() {
        announce(local());
    }

    /** From now on the record names this endpoint, with a sequence number one higher. */
    void announce(Endpoint endpoint) {
        identity = identity.at(endpoint);
    }

    /** From now on the record is as large as one may be. */
    void padRecord() {
        identity = identity.padded();
    }

    /** From now on the record has this sequence number. */
    void setSeq(long seq) {
        identity = identity.withSeq(seq);
    }

    void send(RawPacket packet, String what) {
        send(packet.datagram(), what);
    }

    void send(Bytes datagram, String what) {
        dialogue.transcript().sent(what, datagram.size());
        channel.send(datagram);
    }

    /** The oldest packet that nobody has looked at; empty when none comes within the limit. */
    Optional<Seen> next(Duration limit) {
        dialogue.await(() -> !inbox.isEmpty(), limit);
        return Optional.ofNullable(inbox.poll());
    }

    /** The next packet of this kind; others before it are left aside. Empty when none comes within the limit. */
    <T extends Seen> Optional<T> next(Class<T> kind, Predicate<T> wanted, Duration limit) {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<Seen> seen = next(Duration.ofNanos(Math.max(0, deadlineNs - System.nanoTime())));
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            if (kind.isInstance(seen.get()) && wanted.test(kind.cast(seen.get()))) {
                return Optional.of(kind.cast(seen.get()));
            }
        }
    }

    /** Fails when anything at all comes in the time that silence is given; the node's own requests do not count. */
    void expectSilence(String after) {
        next(dialogue.timing().silence()).ifPresent(seen -> {
            throw new UnmetException(after + " was answered: " + seen.summary());
        });
    }

    /** Fails when a message comes in the time that silence is given. A WHOAREYOU may: it agrees to nothing. */
    void expectNoMessage(String after) {
        next(
                        Seen.class,
                        seen -> !(seen instanceof Seen.Challenge),
                        dialogue.timing().silence())
                .ifPresent(seen -> {
                    throw new UnmetException(after + " was answered: " + seen.summary());
                });
    }

    /** An ordinary packet with random content in place of a message, under a new nonce. */
    RawPacket randomPacket() {
        return randomPacket(RANDOM_CONTENT_SIZE);
    }

    RawPacket randomPacket(int contentSize) {
        return Session.ordinary(random(), identity.nodeId(), target().nodeId())
                .withProtocolId(target().protocolId())
                .withMessage(Bytes.random(contentSize, random()));
    }

    /** A WHOAREYOU to the node, naming this nonce, with a new ID nonce. */
    RawPacket whoareyou(Bytes nonce, long enrSeq) {
        return RawPacket.of(
                        RawPacket.WHOAREYOU,
                        target().nodeId(),
                        Bytes.random(AesCtr.IV_SIZE, random()),
                        nonce,
                        Bytes.concatenate(Bytes.random(ID_NONCE_SIZE, random()), Bytes.ofUnsignedLong(enrSeq)))
                .withProtocolId(target().protocolId());
    }

    /**
     * Sends a packet that the node cannot read, and waits for a WHOAREYOU. It may name an earlier packet: while that one's
     * challenge is open, or for a fault that has a case of its own.
     */
    Seen.Challenge provoke() {
        return provoke(randomPacket());
    }

    Seen.Challenge provoke(RawPacket packet) {
        inbox.removeIf(Seen.Challenge.class::isInstance);
        send(packet, "an ordinary packet of random content, nonce " + packet.nonce());
        return awaitChallenge(packet.nonce());
    }

    /**
     * The next WHOAREYOU, whatever it names.
     *
     * @throws NotApplicableException when none comes within a session: that has a case of its own
     */
    Seen.Challenge awaitChallenge(Bytes nonce) {
        Optional<Seen.Challenge> challenge =
                next(Seen.Challenge.class, any -> true, dialogue.timing().answer());
        if (challenge.isEmpty() && !sessions.isEmpty()) {
            throw new NotApplicableException("no WHOAREYOU within a session, which session.peer-lost-keys judges");
        }
        return challenge.orElseThrow(() -> new UnmetException("no WHOAREYOU came for " + nonce));
    }

    static Predicate<Seen.Challenge> named(Bytes nonce) {
        return challenge -> challenge.packet().nonce().equals(new Nonce(nonce));
    }

    /**
     * The answer to a challenge, for the script to change and to send. Its record is there even when the WHOAREYOU does not
     * ask for it, which is allowed: a node that says a wrong {@code enr-seq} is to fail the case of that and no other.
     */
    HandshakeDraft draft(Seen.Challenge challenge) {
        return new HandshakeDraft(
                        identity,
                        target(),
                        challenge.packet().head(),
                        challenge.packet().enrSeq(),
                        random())
                .record(identity.record().encoded());
    }

    /** From now on packets under these keys are read. */
    void adopt(Session session) {
        sessions.addFirst(session);
    }

    /** Forgets all keys, as a node does that starts anew. */
    void forgetSessions() {
        sessions.clear();
    }

    /** A whole handshake, which carries a PING, up to the PONG. */
    Session establish() {
        HandshakeDraft draft = draft(provoke());
        Session session = draft.session();
        adopt(session);
        Bytes requestId = dialogue.requestId();
        Bytes ping = RawMessage.ping(requestId, identity.record().seq());
        send(draft.packet(ping), "a handshake packet with PING " + requestId);
        await(Message.Pong.class, requestId);
        return session;
    }

    /** PING within a session: the node lives, and the keys serve. */
    Message.Pong ping(Session session) {
        Bytes requestId = dialogue.requestId();
        return ask(
                session,
                Message.Pong.class,
                requestId,
                RawMessage.ping(requestId, identity.record().seq()));
    }

    /** All messages of the answer, which is over when as many came as the first one's total says, or none follows. */
    List<Message.Nodes> findNode(Session session, long... distances) {
        Bytes requestId = dialogue.requestId();
        return findNode(session, requestId, RawMessage.findNode(requestId, distances));
    }

    List<Message.Nodes> findNode(Session session, Bytes requestId, Bytes plaintext) {
        List<Message.Nodes> all = new ArrayList<>();
        all.add(ask(session, Message.Nodes.class, requestId, plaintext));
        boolean more = true;
        while (more && all.size() < all.getFirst().total()) {
            Optional<Seen.Said> next = next(
                    Seen.Said.class,
                    answering(Message.Nodes.class, requestId),
                    dialogue.timing().silence());
            next.ifPresent(said -> all.add((Message.Nodes) said.message()));
            more = next.isPresent();
        }
        return all;
    }

    Message.TalkResponse talk(Session session, Bytes protocol, Bytes payload) {
        Bytes requestId = dialogue.requestId();
        return ask(
                session, Message.TalkResponse.class, requestId, RawMessage.talkRequest(requestId, protocol, payload));
    }

    /** Sends any plaintext within a session and waits for the answer that carries this request ID. */
    <T extends Message> T ask(Session session, Class<T> answer, Bytes requestId, Bytes plaintext) {
        tell(session, plaintext);
        return await(answer, requestId);
    }

    /** Sends any plaintext within a session. */
    RawPacket tell(Session session, Bytes plaintext) {
        RawPacket packet = session.packet(plaintext);
        send(packet, describe(plaintext));
        return packet;
    }

    /** The answer of this type that carries this request ID, under any of the prober's keys. */
    <T extends Message> T await(Class<T> answer, Bytes requestId) {
        return answer.cast(awaitSaid(answer, requestId).message());
    }

    /**
     * The same with the packet that it came in.
     *
     * @throws NotApplicableException when what comes is larger than a packet may be: that has a case of its own
     */
    Seen.Said awaitSaid(Class<? extends Message> answer, Bytes requestId) {
        Duration limit = dialogue.timing().answer();
        Predicate<Seen> wanted = seen -> isTooLarge(seen)
                || (seen instanceof Seen.Said said
                        && answering(answer, requestId).test(said));
        Seen seen = next(Seen.class, wanted, limit)
                .orElseThrow(() -> new UnmetException(
                        "no %s with request ID %s within %d ms".formatted(name(answer), requestId, limit.toMillis())));
        if (isTooLarge(seen)) {
            throw new NotApplicableException("%s, which findnode.packets-within-1280 judges".formatted(seen.summary()));
        }
        return (Seen.Said) seen;
    }

    private static boolean isTooLarge(Seen seen) {
        return seen.datagram().size() > RawPacket.SIZE_MAX;
    }

    static Predicate<Seen.Said> answering(Class<? extends Message> answer, Bytes requestId) {
        return said -> answer.isInstance(said.message())
                && said.message().requestId().bytes().equals(requestId);
    }

    @Override
    public void close() {
        channel.close();
    }

    void register(Selector selector) {
        channel.register(selector, this);
    }

    /** Takes what the socket has. */
    void read() {
        for (Optional<Bytes> datagram = channel.receive(); datagram.isPresent(); datagram = channel.receive()) {
            Seen seen = decode(datagram.get());
            dialogue.transcript().seen(seen.summary(), datagram.get().size());
            if (!manners.handle(seen)) {
                inbox.add(seen);
            }
        }
    }

    private Seen decode(Bytes datagram) {
        return switch (codec.decode(identity.nodeId(), datagram)) {
            case Decoded.Rejected<Packet>(var reason) -> new Seen.Foreign(reason, datagram);
            case Decoded.Ok<Packet>(Packet.Whoareyou packet) -> new Seen.Challenge(packet, datagram);
            case Decoded.Ok<Packet>(Packet.Ordinary packet) -> opened(packet, packet.ciphertext(), datagram);
            case Decoded.Ok<Packet>(Packet.Handshake packet) -> opened(packet, packet.ciphertext(), datagram);
        };
    }

    private Seen opened(Packet packet, Bytes ciphertext, Bytes datagram) {
        for (Session session : sessions) {
            Bytes plaintext = session.open(packet, ciphertext);
            if (plaintext != null) {
                return switch (MessageCodec.decode(plaintext)) {
                    case Decoded.Ok<Message>(Message message) ->
                        new Seen.Said(packet, session, message, plaintext, datagram);
                    case Decoded.Rejected<Message>(var reason) ->
                        new Seen.Garbled(packet, session, reason, plaintext, datagram);
                };
            }
        }
        return new Seen.Sealed(packet, datagram);
    }

    /** The specification's name. */
    private static String name(Class<? extends Message> type) {
        return type == Message.TalkResponse.class
                ? "TALKRESP"
                : type.getSimpleName().toUpperCase(Locale.ROOT);
    }

    private static String describe(Bytes plaintext) {
        return MessageCodec.decode(plaintext) instanceof Decoded.Ok<Message>(Message message)
                ? message.toString()
                : "a message in plaintext " + plaintext.toShortHexString();
    }
}
